import { normal, uniform } from '../../../science/random/draw.ts'
import { weightStream } from '../../../science/random/streams.ts'
import { sizeOf, type NamedTensors } from '../../../shared/tensors.ts'
import type { Workload } from './workload.ts'

/** How initial values are drawn: U(−s, s) or N(0, s²); `truncated` redraws beyond two standard deviations. */
type Initial = { readonly draw: 'uniform' | 'normal' | 'truncated'; readonly scale: number } | { readonly draw: 'zeros' }

export interface BenchParameter {
  readonly name: string
  /** Matrices are (inputs, outputs). */
  readonly shape: readonly number[]
  readonly initial: Initial
}

/** Standard deviation of a normal cut at ±2, relative to the uncut one. */
const cutNormal = 0.8796

function layers(sizes: readonly number[], bias: boolean, initial: (inputs: number) => Initial): BenchParameter[] {
  return sizes.slice(1).flatMap((outputs, i) => {
    const inputs = sizes[i] as number
    return [
      { name: `w${i}`, shape: [inputs, outputs], initial: initial(inputs) },
      ...(bias ? [{ name: `b${i}`, shape: [outputs], initial: initial(inputs) }] : []),
    ]
  })
}

/** Names, shapes and distributions as in `bench/peers/workloads.py`. */
export function parametersOf(workload: Workload): readonly BenchParameter[] {
  switch (workload.kind) {
    case 'mlp':
      return layers(workload.sizes, workload.bias, (inputs) =>
        workload.loss === 'mse' ? { draw: 'normal', scale: 0.1 } : { draw: 'uniform', scale: 1 / Math.sqrt(inputs) },
      )
    case 'dense':
      return layers(workload.sizes, true, (inputs) => ({ draw: 'uniform', scale: workload.initialScale / Math.sqrt(inputs) }))
    case 'pair': {
      const { width: d, neurons: h, pairs: { modulus: p } } = workload
      return [
        { name: 'emb', shape: [p, d], initial: { draw: 'truncated', scale: Math.sqrt(2 / p) / cutNormal } },
        { name: 'w_in', shape: [d, h], initial: { draw: 'truncated', scale: 1 / Math.sqrt(d) } },
        { name: 'w_out', shape: [h, d], initial: { draw: 'truncated', scale: 1 / Math.sqrt(h) } },
      ]
    }
    case 'transformer': {
      const { width: d, neurons: h, pairs: { modulus: p } } = workload
      const vocabulary = p + 1
      const inner: Initial = { draw: 'normal', scale: 1 / Math.sqrt(d) }
      return [
        { name: 'emb', shape: [vocabulary, d], initial: inner },
        { name: 'pos', shape: [3, d], initial: inner },
        ...['w_q', 'w_k', 'w_v', 'w_o'].map((name) => ({ name, shape: [d, d], initial: inner })),
        { name: 'w_in', shape: [d, h], initial: inner },
        { name: 'b_in', shape: [h], initial: { draw: 'zeros' } },
        { name: 'w_out', shape: [h, d], initial: inner },
        { name: 'b_out', shape: [d], initial: { draw: 'zeros' } },
        { name: 'w_u', shape: [d, vocabulary], initial: { draw: 'normal', scale: 1 / Math.sqrt(vocabulary) } },
      ]
    }
  }
}

/** n normals, each redrawn until it lies within ±2. */
function truncatedNormal(n: number, seed: number, stream: number): Float64Array {
  const drawn = normal(2 * n, { seed, stream }).filter((z) => Math.abs(z) <= 2) // 95 % stay, so twice as many are plenty
  return drawn.subarray(0, n)
}

function draw({ name, shape, initial }: BenchParameter, seed: number): Float64Array {
  const n = sizeOf(shape)
  const stream = weightStream(name)
  switch (initial.draw) {
    case 'zeros':
      return new Float64Array(n)
    case 'uniform':
      return uniform(n, { seed, stream }).map((u) => (2 * u - 1) * initial.scale)
    case 'normal':
      return normal(n, { seed, stream }).map((z) => z * initial.scale)
    case 'truncated':
      return truncatedNormal(n, seed, stream).map((z) => z * initial.scale)
  }
}

/** Initial weights of one model. */
export function initialWeights(workload: Workload, seed: number): NamedTensors {
  const parameters = parametersOf(workload)
  return Object.fromEntries(parameters.map((each) => [each.name, { shape: each.shape, dtype: 'f32', data: Float32Array.from(draw(each, seed)) }]))
}
