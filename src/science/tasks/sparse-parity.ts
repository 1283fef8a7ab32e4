import { LabError } from '../../shared/errors.ts'
import { uniform } from '../random/draw.ts'
import { exampleStream } from '../random/streams.ts'
import { checkSize } from './size.ts'
import type { Task } from './task.ts'

/**
 * Random sign vectors x ∈ {±1}ⁿ, each bit fair and by itself, whose answer is the product of the first k:
 *
 *   y = Π_{i<k} x_i, as one number ±1, or as class (1 − y)/2
 *
 * Source: Barak et al. 2022, arXiv:2207.08799, definition 1; Merrill et al. 2023, arXiv:2303.11873 (n 40, k 3); PAIR 2023 ("3 of 30").
 */
export const sparseParity: Task<'sparse_parity'> = {
  examples({ bits, relevant, rows, constant_input, answer, example_seed }) {
    if (relevant > bits) {
      throw new LabError('bad-config', `${relevant} bits are to decide, but an example has ${bits}. Nothing was started; choose at most ${bits}.`, { key: 'task.relevant' })
    }
    const width = bits + (constant_input ? 1 : 0)
    checkSize(rows, width)
    const drawn = uniform(rows * bits, { seed: example_seed, stream: exampleStream })
    const features = new Float64Array(rows * width).fill(1)
    const signs = new Float64Array(rows).fill(1)
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < bits; i++) {
        const x = drawn[row * bits + i]! < 0.5 ? -1 : 1
        features[row * width + i] = x
        if (i < relevant) signs[row]! *= x
      }
    }
    return {
      inputs: { kind: 'features', values: { shape: [rows, width], dtype: 'f64', data: features } },
      answers:
        answer === 'sign'
          ? { kind: 'targets', values: { shape: [rows, 1], dtype: 'f64', data: signs }, right: { kind: 'sign' } }
          : { kind: 'classes', values: { shape: [rows], dtype: 'i32', data: Int32Array.from(signs, (y) => (1 - y) / 2) }, classes: 2 },
    }
  },
}
