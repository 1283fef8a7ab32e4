import type { MatrixPicture } from '../../charts/matrix-cell.ts'
import { columnSpectrum } from './frequency-order.ts'

/** One column of a periodic matrix, described by a single wave: w(a) ≈ mean + amplitude · cos(2π k a/p + phase). */
export interface Neuron {
  readonly weights: Float64Array
  readonly frequency: number
  /** Share of the power of the column that this frequency carries. */
  readonly share: number
  readonly mean: number
  readonly amplitude: number
  /** In (-π, π]. */
  readonly phase: number
}

/** A column on its own. */
export function columnOf({ values, rows, columns }: MatrixPicture, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, a) => values[a * columns + column] ?? Number.NaN)
}

/**
 * The wave of a column at a given frequency, its own dominant one by default. The fit is least squares, because cosines at the
 * frequencies of the table are orthogonal: amplitude = 2|F_k|/p, and |F_k|/p at k = p/2.
 */
export function neuronWave(weights: Float64Array, frequency: number | null = null): Neuron {
  const p = weights.length
  const { power, phase } = columnSpectrum({ data: weights, columns: 1, firstRow: 0, rows: p })
  let k = frequency ?? 1
  let total = 0
  power.forEach((value, i) => {
    total += value
    if (frequency === null && value > (power[k - 1] ?? 0)) k = i + 1
  })
  const times = 2 * k === p ? 1 : 2
  const own = power[k - 1] ?? 0
  return {
    weights,
    frequency: k,
    share: total > 0 ? own / total : 0,
    mean: weights.reduce((sum, w) => sum + w, 0) / p,
    amplitude: (times * Math.sqrt(own / times)) / p,
    phase: phase[k - 1] ?? 0,
  }
}
