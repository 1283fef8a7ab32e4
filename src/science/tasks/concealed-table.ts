import { uniform } from '../random/draw.ts'
import { exampleStream } from '../random/streams.ts'
import { checkModulus, operate } from './residues.ts'
import { checkSize } from './size.ts'
import type { Task } from './task.ts'

/**
 * Pairs of a small table, drawn with replacement, as one-hot a, one-hot b and then L fair bits (0 or 1) that mean nothing: the table
 * is concealed among directions that fit the training set only.
 *
 * Source: Miller et al. 2023, arXiv:2310.17247, section 4.2 (p = 7, L up to 40).
 */
export const concealedTable: Task<'concealed_table'> = {
  examples({ operator, modulus: p, noise_bits, rows, example_seed }) {
    checkModulus(operator, p)
    const pairs = Array.from({ length: p * p }, (_, i) => [Math.floor(i / p), i % p] as const).filter(([a, b]) => operate(operator, a, b, p) !== null)
    const width = 2 * p + noise_bits
    const perRow = 1 + noise_bits
    checkSize(rows, width)
    const drawn = uniform(rows * perRow, { seed: example_seed, stream: exampleStream })
    const features = new Float64Array(rows * width)
    const labels = new Int32Array(rows)
    for (let row = 0; row < rows; row++) {
      const [a, b] = pairs[Math.floor(drawn[row * perRow]! * pairs.length)] ?? [0, 0]
      features[row * width + a] = 1
      features[row * width + p + b] = 1
      for (let i = 0; i < noise_bits; i++) features[row * width + 2 * p + i] = drawn[row * perRow + 1 + i]! < 0.5 ? 0 : 1
      labels[row] = operate(operator, a, b, p) ?? 0
    }
    return {
      inputs: { kind: 'features', values: { shape: [rows, width], dtype: 'f64', data: features } },
      answers: { kind: 'classes', values: { shape: [rows], dtype: 'i32', data: labels }, classes: p },
    }
  },
}
