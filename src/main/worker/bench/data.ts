import { permutation, uniform } from '../../../science/random/draw.ts'
import { splitStream, streamOf } from '../../../science/random/streams.ts'
import type { HostTensor, NamedTensors } from '../../../shared/tensors.ts'
import { allPairs, trainRows, type DenseWorkload, type Workload } from './workload.ts'

export const sides = ['train', 'test'] as const
export type Side = (typeof sides)[number]

function indices(shape: readonly number[], data: readonly number[]): HostTensor {
  return { shape, dtype: 'i32', data: Int32Array.from(data) }
}

/** `x` f32 [n, inputs] and `labels` i32 [n] of both sides: uniform noise with random answers. */
function denseRows({ rows, sizes }: DenseWorkload): NamedTensors {
  const [inputs = 0] = sizes
  const classes = sizes.at(-1) ?? 0
  return Object.fromEntries(
    sides.flatMap((side) => {
      const n = rows[side]
      const x = uniform(n * inputs, { seed: 0, stream: streamOf(`bench/${side}/x`) })
      const labels = uniform(n, { seed: 0, stream: streamOf(`bench/${side}/labels`) }).map((u) => Math.floor(u * classes))
      return [
        [`${side}.x`, { shape: [n, inputs], dtype: 'f32', data: Float32Array.from(x) }],
        [`${side}.labels`, indices([n], [...labels])],
      ]
    }),
  )
}

/** `tokens` i32 [n, 2] and `labels` i32 [n] of both sides; `order` says which rows of the table stand where, those to be trained on first. */
export function pairRows(workload: Exclude<Workload, DenseWorkload>, order: ArrayLike<number>): NamedTensors {
  const table = allPairs(workload.pairs)
  const shuffled = Array.from(order, (i) => table[i] as readonly [number, number])
  const cut = trainRows(workload)
  const parts = { train: shuffled.slice(0, cut), test: shuffled.slice(cut) }
  return Object.fromEntries(
    sides.flatMap((side) => [
      [`${side}.tokens`, indices([parts[side].length, 2], parts[side].flat())],
      [`${side}.labels`, indices([parts[side].length], parts[side].map(([a, b]) => (a + b) % workload.pairs.modulus))],
    ]),
  )
}

/** The data of a workload from the lab's own generator, by the rules of `bench/peers/workloads.py`. */
export function dataOf(workload: Workload): NamedTensors {
  if (workload.kind === 'dense') return denseRows(workload)
  return pairRows(workload, permutation(allPairs(workload.pairs).length, { seed: 0, stream: splitStream }))
}
