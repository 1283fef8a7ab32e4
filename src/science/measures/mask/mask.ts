import type { NamedTensors } from '../../../shared/tensors.ts'
import { matricesOf } from '../matrices.ts'

/** Which weights are kept, by place of the matrix: 1 or 0 an entry. */
export type Mask = Readonly<Record<string, Uint8Array>>

/**
 * Keeps the largest magnitudes over all matrices together and prunes a share of them: an entry stays where |w| is above that of the
 * k-th smallest, k = ⌊share · n⌋ (equal magnitudes at the threshold all go; nothing goes at k = 0).
 *
 * Source: Minegishi et al. 2023, arXiv:2310.19470, section 2 (global magnitude pruning).
 */
export function magnitudeMask(weights: NamedTensors, prune: number): Mask {
  const matrices = matricesOf(weights)
  const sizes = new Float64Array(matrices.reduce((sum, [, { data }]) => sum + data.length, 0))
  let at = 0
  for (const [, { data }] of matrices) for (let i = 0; i < data.length; i++) sizes[at++] = Math.abs(data[i]!)
  const k = Math.floor(prune * sizes.length)
  const threshold = k === 0 ? -1 : smallest(sizes, k)
  return Object.fromEntries(
    matrices.map(([place, { data }]) => {
      const kept = new Uint8Array(data.length)
      for (let i = 0; i < data.length; i++) kept[i] = Math.abs(data[i]!) > threshold ? 1 : 0
      return [place, kept]
    }),
  )
}

/**
 * The k-th smallest, k from 1, by Hoare's selection; the values change places. Where weights have become NaN there is no order, and the
 * search still ends.
 */
function smallest(values: Float64Array, k: number): number {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const pivot = values[(low + high) >> 1]!
    let [i, j] = [low, high]
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const held = values[i]!
      values[i++] = values[j]!
      values[j--] = held
    }
    if (k - 1 <= j) high = j
    else if (k - 1 >= i) low = i
    else break
  }
  return values[k - 1]!
}

/** 1 − |A ∩ B| / |A ∪ B| over all matrices together; NaN where both keep nothing. */
export function jaccardDistance(a: Mask, b: Mask): number {
  let both = 0
  let either = 0
  for (const [place, own] of Object.entries(a)) {
    const other = b[place]
    for (let i = 0; i < own.length; i++) {
      const there = other?.[i] ?? 0
      both += own[i]! & there
      either += own[i]! | there
    }
  }
  return 1 - both / either
}
