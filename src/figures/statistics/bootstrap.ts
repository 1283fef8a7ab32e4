import { centreOf, quantile } from './centre.ts'
import type { Centre } from '../spec-series.ts'

/** Resamples of a bootstrap interval. */
export const resamples = 2000

/**
 * The i-th word of a fixed stream: a counter through the mixer of splitmix32, so that the same values have the same interval on every
 * computer and in every order of evaluation. Not for cryptography.
 */
function word(counter: number): number {
  let z = (counter * 0x9e3779b9 + 0x6d2b79f5) | 0
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return (z ^ (z >>> 15)) >>> 0
}

const tables = new Map<number, Uint16Array>()

/** Which members each resample draws, [resamples × n]. One table a group size: every x resamples the same seeds, so the band is smooth. */
function drawn(n: number): Uint16Array {
  const known = tables.get(n)
  if (known !== undefined) return known
  const table = Uint16Array.from({ length: resamples * n }, (_, i) => Math.floor((word(i + n * 0x10000) / 2 ** 32) * n))
  tables.set(n, table)
  return table
}

/**
 * Percentile interval of a centre over resampled members. `values` stand in the order of the members; with fewer than two the interval has
 * no width. Source: Efron 1979, doi:10.1214/aos/1176344552.
 */
export function bootstrapInterval(values: Float64Array, centre: Centre, level: number): readonly [number, number] {
  const n = values.length
  const table = drawn(n)
  const sample = new Float64Array(n)
  const centres = new Float64Array(resamples)
  for (let b = 0; b < resamples; b += 1) {
    for (let i = 0; i < n; i += 1) sample[i] = values[table[b * n + i]!]!
    centres[b] = centreOf(centre === 'mean' || centre === 'geometric' ? sample : sample.sort(), centre)
  }
  centres.sort()
  return [quantile(centres, (1 - level) / 2), quantile(centres, (1 + level) / 2)]
}
