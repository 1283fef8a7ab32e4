import type { RunConfig } from '../../shared/schema/run-config.ts'

/** Loss of one row of outputs, in f64. */
export type RowLoss = (outputs: Float64Array, label: number) => number

/** log Σ_j exp z_j − z_y; as log1p where the answer leads, so that small losses keep their digits. */
export function crossEntropyOf(outputs: Float64Array, label: number): number {
  let largest = -Infinity
  for (let c = 0; c < outputs.length; c++) largest = Math.max(largest, outputs[c]!)
  const own = outputs[label]!
  let others = 0
  for (let c = 0; c < outputs.length; c++) if (c !== label) others += Math.exp(outputs[c]! - largest)
  return own === largest ? Math.log1p(others) : Math.log(others + Math.exp(own - largest)) + largest - own
}

/** (1/c) Σ_j (z_j − δ_jy)². */
export function squaredErrorOf(outputs: Float64Array, label: number): number {
  let sum = 0
  for (let c = 0; c < outputs.length; c++) sum += (outputs[c]! - (c === label ? 1 : 0)) ** 2
  return sum / outputs.length
}

/** −log of s(z_y) / Σ_j s(z_j), s(x) = x + 1 from 0 on and 1/(1 − x) below. */
export function stableMaxOf(outputs: Float64Array, label: number): number {
  const s = (x: number): number => (x < 0 ? 1 / (1 - x) : x + 1)
  let others = 0
  for (let c = 0; c < outputs.length; c++) if (c !== label) others += s(outputs[c]!)
  return Math.log1p(others / s(outputs[label]!))
}

/** The loss of a run over classes, one row at a time: its squared error, StableMax or cross-entropy, divided as it divides. */
export function rowLossOf({ loss }: RunConfig): RowLoss {
  const bare = loss.kind === 'mse' ? squaredErrorOf : loss.kind === 'stable_max' ? stableMaxOf : crossEntropyOf
  const divisor = 'divisor' in loss ? (loss.divisor ?? 1) : 1
  return divisor === 1 ? bare : (outputs, label) => bare(outputs, label) / divisor
}
