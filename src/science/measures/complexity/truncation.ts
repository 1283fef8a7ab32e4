import type { Numerics } from '../../../engine/ops/numerics.ts'
import { sizeOf, type HostTensor, type NamedTensors } from '../../../shared/tensors.ts'

/** A tensor as two factors, or whole where factors would hold no fewer numbers. f64, row-major. */
export type Part =
  | { readonly kind: 'whole'; readonly values: Float64Array }
  | {
      readonly kind: 'factors'
      readonly rank: number
      /** U_k diag(S_k), [m, k]. */
      readonly left: Float64Array
      /** V_kᵀ, [k, n]. */
      readonly right: Float64Array
    }

/** A tensor and, where it has two axes or more, its singular value decomposition; further axes count as columns. */
export interface Decomposed {
  readonly name: string
  readonly shape: readonly number[]
  /** [m, n] as a matrix; a vector is [m, 1]. */
  readonly m: number
  readonly n: number
  readonly values: Float64Array
  /** u [m, r], s [r], v [n, r]; null for vectors and scalars. */
  readonly svd: { readonly u: HostTensor; readonly s: HostTensor; readonly v: HostTensor } | null
}

export function decompose(weights: NamedTensors, numerics: Numerics): readonly Decomposed[] {
  return Object.entries(weights).map(([name, { shape, data }]) => {
    const values = Float64Array.from(data)
    const m = shape[0] ?? 1
    const n = sizeOf(shape.slice(1))
    const isMatrix = shape.length >= 2 && values.length > 0
    return { name, shape, m, n, values, svd: isMatrix ? numerics.svd({ shape: [m, n], dtype: 'f64', data: values }) : null }
  })
}

/** The smallest k with s₁ + … + s_k ≥ share · Σ s, at least 1; rounding of the sum is forgiven. */
export function rankAt(share: number, s: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < s.length; i++) total += s[i]!
  const wanted = share * total * (1 - 1e-12)
  let sum = s[0] ?? 0
  let k = 1
  while (k < s.length && sum < wanted) sum += s[k++]!
  return k
}

/** The tensor cut to the share of its singular values: factors while k (m + n) < m n. */
export function truncate({ m, n, values, svd }: Decomposed, share: number): Part {
  if (svd === null) return { kind: 'whole', values }
  const { u, s, v } = svd
  const r = s.data.length
  const k = rankAt(share, s.data)
  if (k * (m + n) >= m * n) return { kind: 'whole', values }
  const left = new Float64Array(m * k)
  const right = new Float64Array(k * n)
  for (let j = 0; j < k; j++) {
    for (let i = 0; i < m; i++) left[i * k + j] = u.data[i * r + j]! * s.data[j]!
    for (let i = 0; i < n; i++) right[j * n + i] = v.data[i * r + j]!
  }
  return { kind: 'factors', rank: k, left, right }
}
