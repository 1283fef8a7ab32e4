/** Outputs of some examples, and which part is taken from each. */
export interface Excluding {
  /** [cells, classes] */
  readonly outputs: ArrayLike<number>
  readonly classes: number
  /** The cell of `outputs` of each example: i32 [examples]. */
  readonly cells: Int32Array
  /** The row of the part that each example loses: i32 [examples] in [0, parts). */
  readonly places: Int32Array
  readonly parts: number
  /** Right classes: i32 [examples]. */
  readonly labels: Int32Array
}

/** Exponentials of differences up to this size, and the products of two of them that count, are normal numbers in f64. */
const widest = 300

/**
 * Mean cross-entropy of outputs less a part, for many parts [parts, classes] of the same outputs:
 *
 *   ln Σ_c exp(L_c − P_c) − (L_y − P_y) = log1p(Σ_{c≠y} E_c Q_c / (E_y Q_y)),   E = exp(L − max L),  Q = exp(min P − P)
 *
 * so that exponentials are taken once of the outputs and once of each part, not of every difference. Null, now or of a part, where
 * outputs or the part spread so far that products could vanish: then whoever asks takes every difference.
 * Error: 1e-13 relative to the loss.
 */
export function excludedCrossEntropy({ outputs, classes, cells, places, parts, labels }: Excluding): ((part: Float64Array) => number | null) | null {
  const exponentials = new Float64Array(cells.length * classes)
  for (let i = 0; i < cells.length; i++) {
    const from = cells[i]! * classes
    let [low, high] = [Infinity, -Infinity]
    for (let c = 0; c < classes; c++) {
      low = Math.min(low, outputs[from + c]!)
      high = Math.max(high, outputs[from + c]!)
    }
    if (!(high - low <= widest)) return null
    for (let c = 0; c < classes; c++) exponentials[i * classes + c] = Math.exp(outputs[from + c]! - high)
  }
  return (part) => {
    const factors = new Float64Array(parts * classes)
    for (let s = 0; s < parts; s++) {
      let [low, high] = [Infinity, -Infinity]
      for (let c = 0; c < classes; c++) {
        low = Math.min(low, part[s * classes + c]!)
        high = Math.max(high, part[s * classes + c]!)
      }
      if (!(high - low <= widest)) return null
      for (let c = 0; c < classes; c++) factors[s * classes + c] = Math.exp(low - part[s * classes + c]!)
    }
    let sum = 0
    for (let i = 0; i < cells.length; i++) {
      const [from, at, label] = [i * classes, places[i]! * classes, labels[i]!]
      let others = 0
      for (let c = 0; c < label; c++) others += exponentials[from + c]! * factors[at + c]!
      for (let c = label + 1; c < classes; c++) others += exponentials[from + c]! * factors[at + c]!
      sum += Math.log1p(others / (exponentials[from + label]! * factors[at + label]!))
    }
    return sum / cells.length
  }
}
