import type { HostDType, HostTensor, NamedTensors } from '../../shared/tensors.ts'
import type { DifferentiableOps, Tensor } from '../ops/ops.ts'
import { optimise } from '../program/optimise.ts'
import { record } from '../program/record.ts'
import type { Executor, TrainingJob } from './executor.ts'

type Precision = 'f32' | 'f64'

/** Width of the differences and the distance allowed, relative to the largest element of the gradient. */
const limits: Readonly<Record<Precision, { readonly h: number; readonly distance: number }>> = {
  f64: { h: 1e-5, distance: 1e-8 },
  f32: { h: 1e-2, distance: 2e-3 },
}

const shapes = { w: [7, 5], b: [5], v: [5, 3] } as const
type Name = keyof typeof shapes
const names = Object.keys(shapes) as Name[]
const gradientOf = (name: Name): string => `gradient.${name}`

function filled(shape: readonly number[], dtype: Precision, phase: number): HostTensor {
  const elements = Array.from({ length: shape.reduce((n, d) => n * d, 1) }, (_, i) => Math.sin(12.9898 * (i + 1) + phase))
  return { shape, dtype, data: dtype === 'f32' ? Float32Array.from(elements) : Float64Array.from(elements) }
}

function indices(elements: readonly number[]): HostTensor {
  return { shape: [elements.length], dtype: 'i32' satisfies HostDType, data: Int32Array.from(elements) }
}

/** Look-ups, products both ways, broadcasting, a bend and a softmax in one small loss. */
function loss(ops: DifferentiableOps, weights: Readonly<Record<Name, Tensor>>, dtype: Precision): Tensor {
  const tokens = ops.input('tokens', [6], 'i32')
  const labels = ops.input('labels', [6], 'i32')
  const hidden = ops.tanh(ops.add(ops.matmul(ops.oneHot(tokens, 7, dtype), weights.w), weights.b)) // [6, 5]
  return ops.sum(ops.crossEntropy(ops.matmul(hidden, weights.v), labels))
}

function weightInputs(ops: DifferentiableOps, dtype: Precision): Record<Name, Tensor> {
  return { w: ops.input('w', shapes.w, dtype), b: ops.input('b', shapes.b, dtype), v: ops.input('v', shapes.v, dtype) }
}

/** Its step leaves the weights alone and puts their gradient beside them, so that a session can be asked for it. */
function gradientJob(dtype: Precision, weights: NamedTensors): TrainingJob {
  const step = record((ops) => {
    const inputs = weightInputs(ops, dtype)
    const gradients = ops.gradient(loss(ops, inputs, dtype), names.map((name) => inputs[name]))
    return { ...inputs, ...Object.fromEntries(names.map((name, i) => [gradientOf(name), gradients[i] as Tensor])) }
  })
  const empty = Object.fromEntries(names.map((name) => [gradientOf(name), filled(shapes[name], dtype, 0)]))
  return {
    step: optimise(step),
    evaluate: optimise(record((ops) => ({ loss: loss(ops, weightInputs(ops, dtype), dtype) }))),
    data: { tokens: indices([0, 6, 3, 3, 1, 5]), labels: indices([0, 1, 2, 0, 1, 2]) },
    state: { ...weights, ...empty },
    stepsDone: 0,
    threads: 1,
  }
}

/** (ℓ(w + h e) − ℓ(w − h e)) / 2h for one element, computed by the executor itself. */
async function difference(executor: Executor, dtype: Precision, weights: NamedTensors, name: Name, i: number): Promise<number> {
  const { h } = limits[dtype]
  const at = async (by: number): Promise<number> => {
    const tensor = weights[name] as HostTensor
    const data = tensor.data.slice()
    data[i]! += by
    const session = await executor.compile(gradientJob(dtype, { ...weights, [name]: { ...tensor, data } }))
    const { loss: value = NaN } = await session.evaluate()
    session.dispose()
    return value
  }
  return ((await at(h)) - (await at(-h))) / (2 * h)
}

/**
 * Null when the gradients of an executor are those of central differences of its own losses, else a sentence that names the
 * element that is wrong. Takes some milliseconds; it finds a wrong rule, product or look-up, not a last bit.
 */
export async function gradientFault(executor: Executor, dtype: Precision): Promise<string | null> {
  const weights: NamedTensors = Object.fromEntries(names.map((name, i) => [name, filled(shapes[name], dtype, i)]))
  const session = await executor.compile(gradientJob(dtype, weights))
  await session.advance(1, new AbortController().signal)
  const gradients = await session.read(names.map(gradientOf))
  session.dispose()
  for (const name of names) {
    const gradient = [...(gradients[gradientOf(name)] as HostTensor).data]
    const scale = Math.max(...gradient.map(Math.abs))
    for (const i of [0, gradient.length >> 1, gradient.length - 1]) {
      const wanted = await difference(executor, dtype, weights, name, i)
      const found = gradient[i] ?? NaN
      if (!(Math.abs(found - wanted) <= limits[dtype].distance * scale)) {
        return `In ${dtype} the gradient of element ${i} of ${name} is ${found}, but differences of the loss give ${wanted}.`
      }
    }
  }
  return null
}
