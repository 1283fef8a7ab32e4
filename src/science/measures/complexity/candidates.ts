import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../../../shared/tensors.ts'
import { bytesOf, integersOf, numbersOf } from './integers.ts'
import { truncate, type Decomposed, type Part } from './truncation.ts'

/** A way to write the weights down. */
export interface Scheme {
  /** Share τ of the singular values that each matrix keeps, in (0, 1]. */
  readonly share: number
  /** Quantisation step Δ of every number that is written, in the unit of the weights. */
  readonly delta: number
}

/** What is written at one share: it is cut once and quantised at many steps. */
export interface Cut {
  readonly share: number
  readonly parts: readonly (Decomposed & { readonly part: Part })[]
}

/** At share 1 everything stays whole. */
export function cutAt(decomposed: readonly Decomposed[], share: number): Cut {
  return { share, parts: decomposed.map((each) => ({ ...each, part: share === 1 ? { kind: 'whole', values: each.values } : truncate(each, share) })) }
}

/** The bytes that are compressed. */
export function bytesAt({ parts }: Cut, delta: number): Uint8Array {
  const lists = parts.flatMap(({ part }) => numbersOf(part).map((values) => integersOf(values, delta)))
  return bytesOf(lists, parts.map(({ part }) => (part.kind === 'factors' ? part.rank : 0)), delta)
}

/** Names of the inputs from which a program builds the weight `name`: whole + left · right. */
export const builtFrom = (name: string): { readonly whole: string; readonly left: string; readonly right: string } => ({
  whole: `complexity.whole.${name}`,
  left: `complexity.left.${name}`,
  right: `complexity.right.${name}`,
})

/**
 * The quantised weights as a program takes them: the whole (zero where there are factors), and for matrices factors of full rank
 * r = min(m, n) (zero beyond the rank, or where there are none), so that one program serves every scheme. Δ = null rounds nothing.
 */
export function inputsAt({ parts }: Cut, delta: number | null, precision: 'f32' | 'f64'): NamedTensors {
  return Object.fromEntries(
    parts.flatMap(({ name, shape, m, n, part }) => {
      const names = builtFrom(name)
      const whole = [names.whole, filled(shape, precision, part.kind === 'whole' ? rounded(part.values, delta) : null)] as const
      if (shape.length < 2) return [whole]
      const r = Math.min(m, n)
      const left = filled([m, r], precision, part.kind === 'factors' ? widened(rounded(part.left, delta), m, part.rank, r) : null)
      const right = filled([r, n], precision, part.kind === 'factors' ? rounded(part.right, delta) : null)
      return [whole, [names.left, left] as const, [names.right, right] as const]
    }),
  )
}

/** The values from the beginning on, then zeros. */
function filled(shape: readonly number[], dtype: 'f32' | 'f64', values: Float64Array | null): HostTensor {
  const data = allocate(dtype, sizeOf(shape))
  if (values !== null) data.set(values)
  return { shape, dtype, data }
}

function rounded(values: Float64Array, delta: number | null): Float64Array {
  return delta === null ? values : values.map((x) => Math.round(x / delta) * delta)
}

/** [m, k] → [m, r] with zeros to the right. */
function widened(values: Float64Array, m: number, k: number, r: number): Float64Array {
  const out = new Float64Array(m * r)
  for (let i = 0; i < m; i++) out.set(values.subarray(i * k, (i + 1) * k), i * r)
  return out
}
