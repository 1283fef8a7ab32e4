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

/** How outputs of a run over classes are judged here: by their squared error where it trains on that, else by cross-entropy. */
export function rowLossOf({ loss }: RunConfig): RowLoss {
  return loss.kind === 'mse' ? squaredErrorOf : crossEntropyOf
}
