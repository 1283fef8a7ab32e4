import type { HostDType, HostTensor, NamedTensors } from '../../../shared/tensors.ts'
import { f32, i32, spread } from '../../ops/conformance/case.ts'
import type { DifferentiableOps } from '../../ops/ops.ts'
import { optimise } from '../../program/optimise.ts'
import { record } from '../../program/record.ts'
import type { TrainingJob } from '../executor.ts'

/** Widths of `network`: small ones go through the edges of every kernel, large ones through its blocks and its threads. */
export interface NetworkSize {
  readonly examples: number
  readonly tokens: number
  readonly hidden: number
  readonly classes: number
}

export const smallNetwork: NetworkSize = { examples: 5, tokens: 4, hidden: 6, classes: 3 }
export const largeNetwork: NetworkSize = { examples: 301, tokens: 31, hidden: 130, classes: 67 }

/** A one-hot layer and a hidden one under noise that changes with the step: buffers of equal shape, invariants, randomness. */
export function network(dtype: 'f32' | 'f64', { examples, tokens: depth, hidden, classes }: NetworkSize = smallNetwork, threads = 1): TrainingJob {
  const inputs = (ops: DifferentiableOps) => ({
    w: ops.input('w', [depth, hidden], dtype),
    v: ops.input('v', [hidden, classes], dtype),
    labels: ops.input('labels', [examples], 'i32'),
    tokens: ops.input('tokens', [examples], 'i32'),
  })
  const loss = (ops: DifferentiableOps, { w, v, labels, tokens }: ReturnType<typeof inputs>) => {
    const layer = ops.tanh(ops.matmul(ops.oneHot(tokens, depth, dtype), w)) // [examples, hidden]
    return ops.div(ops.sum(ops.crossEntropy(ops.matmul(layer, v), labels)), examples)
  }
  const step = record((ops) => {
    const all = inputs(ops)
    const [gw, gv] = ops.gradient(loss(ops, all), [all.w, all.v])
    const noise = ops.sub(ops.randomUniform([depth, hidden], dtype, { seed: 1, stream: 1, counter: ops.cast(ops.step(), 'i32') }), 0.5)
    return { w: ops.sub(all.w, ops.mul(ops.add(gw!, ops.mul(noise, 0.02)), 0.5)), v: ops.sub(all.v, ops.mul(gv!, 0.5)) }
  })
  return {
    step: optimise(step),
    evaluate: optimise(record((ops) => ({ loss: loss(ops, inputs(ops)), step: ops.step() }))),
    data: { labels: i32([examples], counted(examples, (i) => i % classes)), tokens: i32([examples], counted(examples, (i) => (i * 7) % depth)) },
    state: { w: spread([depth, hidden], dtype), v: spread([hidden, classes], dtype, 1) },
    stepsDone: 0,
    threads,
  }
}

/** Adds the number of each step to a state that is not a float. */
export function counter(): TrainingJob {
  return {
    step: record((ops) => ({ n: ops.add(ops.input('n', [], 'i32'), ops.cast(ops.step(), 'i32')) })),
    evaluate: record((ops) => ({ n: ops.input('n', [], 'i32') })),
    data: {},
    state: { n: i32([], [0]) },
    stepsDone: 0,
    threads: 1,
  }
}

/** Every step exchanges a and b and leaves c alone. */
export function exchange(): TrainingJob {
  return {
    ...counter(),
    step: record((ops) => ({ a: ops.input('b', [2], 'f32'), b: ops.input('a', [2], 'f32'), c: ops.input('c', [1], 'f32') })),
    evaluate: record(() => ({})),
    state: { a: f32([2], [1, 2]), b: f32([2], [3, 4]), c: f32([1], [5]) },
  }
}

/**
 * Multiplies every element by 10 in each step. One element overflows to infinity, or becomes NaN, at step `at`; beside it stand a
 * state without elements and integers, in which nothing can break.
 */
export function breaking(dtype: 'f32' | 'f64', place: number, length: number, at: number): TrainingJob {
  const largest = dtype === 'f32' ? 38 : 308
  const start: HostTensor = { ...spread([length], dtype), data: Object.assign(spread([length], dtype).data.fill(0), { [place]: 5 * 10 ** (largest - at) }) }
  const types = { x: [[length], dtype], none: [[0], dtype], n: [[3], 'i32'] } as const satisfies Record<string, readonly [readonly number[], HostDType]>
  const state: NamedTensors = { x: start, none: { shape: [0], dtype, data: dtype === 'f32' ? new Float32Array() : new Float64Array() }, n: i32([3], [1, 2, 3]) }
  return {
    ...counter(),
    step: record((ops) => ({ x: ops.mul(ops.input('x', ...types.x), 10), none: ops.input('none', ...types.none), n: ops.input('n', ...types.n) })),
    evaluate: record((ops) => ({ sum: ops.sum(ops.input('x', ...types.x)) })),
    state,
  }
}

function counted(n: number, f: (i: number) => number): number[] {
  return Array.from({ length: n }, (_, i) => f(i))
}
