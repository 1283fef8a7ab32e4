import type { HostTensor } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'

/** The examples as a table of pairs of symbols: tokens, two a row. */
export interface Pairs {
  readonly symbols: number
  readonly tokens: ArrayLike<number>
}

/** The pairs, or why the examples are none. */
export function pairsOf({ examples: { inputs } }: Pick<MeasureInput, 'examples'>): Pairs | string {
  if (inputs.kind !== 'tokens' || inputs.values.shape[1] !== 2) return 'It reads pairs of symbols, and the examples of this task are no such pairs.'
  return { symbols: inputs.vocabulary, tokens: inputs.values.data }
}

/** A number for each pair, a down and b across, −1 where there is no example: [symbols, symbols]. */
export function pairTable({ symbols: v, tokens }: Pairs, dtype: 'i32' | 'f64', of: (row: number) => number): HostTensor {
  const data = (dtype === 'i32' ? new Int32Array(v * v) : new Float64Array(v * v)).fill(-1)
  for (let row = 0; row < tokens.length / 2; row++) data[tokens[2 * row]! * v + tokens[2 * row + 1]!] = of(row)
  return { shape: [v, v], dtype, data }
}

/** ln Σ_j exp z_j of every row of outputs [rows, classes]: f64 [rows]. */
export function logSumsOf({ shape: [rows = 0, classes = 0], data }: HostTensor): Float64Array {
  const sums = new Float64Array(rows)
  for (let row = 0, from = 0; row < rows; row++, from += classes) {
    let most = -Infinity
    for (let j = 0; j < classes; j++) most = Math.max(most, data[from + j]!)
    let sum = 0
    for (let j = 0; j < classes; j++) sum += Math.exp(data[from + j]! - most)
    sums[row] = most + Math.log(sum)
  }
  return sums
}

/** The classes of the `top` largest outputs of every pair, and those outputs, [symbols, symbols, top]; −1 and NaN where there is no example. */
export function largestOutputs({ symbols: v, tokens }: Pairs, data: ArrayLike<number>, classes: number, top: number): { readonly top_class: HostTensor; readonly top_logit: HostTensor } {
  const found = new Int32Array(v * v * top).fill(-1)
  const logits = new Float64Array(v * v * top).fill(NaN)
  for (let row = 0; row < tokens.length / 2; row++) {
    const at = (tokens[2 * row]! * v + tokens[2 * row + 1]!) * top
    const best: number[] = []
    for (let c = 0; c < classes; c++) {
      const logit = data[row * classes + c]!
      let place = best.length
      while (place > 0 && logit > data[row * classes + best[place - 1]!]!) place--
      if (place < top) best.splice(place, 0, c)
      if (best.length > top) best.pop()
    }
    best.forEach((c, i) => {
      found[at + i] = c
      logits[at + i] = data[row * classes + c]!
    })
  }
  return { top_class: { shape: [v, v, top], dtype: 'i32', data: found }, top_logit: { shape: [v, v, top], dtype: 'f64', data: logits } }
}
