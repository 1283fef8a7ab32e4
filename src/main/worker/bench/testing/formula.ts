import { sizeOf, type HostTensor, type NamedTensors } from '../../../../shared/tensors.ts'
import { pairRows, sides } from '../data.ts'
import { parametersOf } from '../parameters.ts'
import { batchesName } from '../programs/batch.ts'
import { allPairs, type DenseWorkload, type Workload } from '../workload.ts'

/** What `golden.json` names of a shrunk workload, in the words of `bench/peers/workloads.py`. */
export interface Shrunk {
  readonly p?: number
  readonly sizes?: readonly number[]
  readonly d_model?: number
  readonly d_mlp?: number
  readonly heads?: number
  readonly rows?: readonly number[]
  readonly batch?: number
}

export function shrunk(workload: Workload, { p, sizes, d_model, d_mlp, heads, rows, batch }: Shrunk): Workload {
  switch (workload.kind) {
    case 'mlp':
      return { ...workload, pairs: { ...workload.pairs, modulus: p! }, sizes: sizes! }
    case 'dense':
      return { ...workload, sizes: sizes!, rows: { train: rows![0]!, test: rows![1]! }, batch: batch! }
    case 'pair':
      return { ...workload, pairs: { ...workload.pairs, modulus: p! }, width: d_model!, neurons: d_mlp! }
    case 'transformer':
      return { ...workload, pairs: { ...workload.pairs, modulus: p! }, width: d_model!, neurons: d_mlp!, heads: heads! }
  }
}

/** n numbers of 32 bits: the finaliser of MurmurHash3 over 2654435761 (i + 1) + 2654435769 salt, as in `bench/peers/golden.py`. */
export function mixed(n: number, salt: number): Uint32Array {
  return Uint32Array.from({ length: n }, (_, i) => {
    let u = (Math.imul(i + 1, 2654435761) + Math.imul(salt, 2654435769)) >>> 0
    u = Math.imul(u ^ (u >>> 16), 0x85ebca6b)
    u = Math.imul(u ^ (u >>> 13), 0xc2b2ae35)
    return (u ^ (u >>> 16)) >>> 0
  })
}

function unit(n: number, salt: number): number[] {
  return Array.from(mixed(n, salt), (u) => u / 2 ** 32)
}

export function formulaWeights(workload: Workload): NamedTensors {
  return Object.fromEntries(
    parametersOf(workload).map(({ name, shape }, k) => {
      const bound = shape.length === 2 ? 1 / Math.sqrt(shape[0]!) : 0.1
      return [name, { shape, dtype: 'f32', data: Float32Array.from(unit(sizeOf(shape), k), (u) => (2 * u - 1) * bound) }]
    }),
  )
}

const i32 = (shape: readonly number[], data: ArrayLike<number>): HostTensor => ({ shape, dtype: 'i32', data: Int32Array.from(data) })

function formulaRows(workload: DenseWorkload): NamedTensors {
  const inputs = workload.sizes[0]!
  const classes = workload.sizes.at(-1)!
  const rows = sides.flatMap((side, k) => {
    const n = workload.rows[side]
    const x: HostTensor = { shape: [n, inputs], dtype: 'f32', data: Float32Array.from(unit(n * inputs, 201 + k)) }
    return [[`${side}.x`, x], [`${side}.labels`, i32([n], Array.from(mixed(n, 301 + k), (u) => u % classes))]] as const
  })
  const listed = 20
  const batches = i32([listed, workload.batch!], Array.from(mixed(listed * workload.batch!, 401), (u) => u % workload.rows.train))
  return { ...Object.fromEntries(rows), [batchesName]: batches }
}

export function formulaData(workload: Workload): NamedTensors {
  if (workload.kind === 'dense') return formulaRows(workload)
  const keys = mixed(allPairs(workload.pairs).length, 101)
  return pairRows(workload, Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!))
}
