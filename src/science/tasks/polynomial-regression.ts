import { normal } from '../random/draw.ts'
import { exampleStream, teacherStream } from '../random/streams.ts'
import { checkSize } from './size.ts'
import type { Task } from './task.ts'

/** β, f64 [inputs]: a random direction of length √inputs. */
export function teacherDirection({ inputs, example_seed }: { readonly inputs: number; readonly example_seed: number }): Float64Array {
  const drawn = normal(inputs, { seed: example_seed, stream: teacherStream(0) })
  const length = Math.hypot(...drawn)
  return drawn.map((z) => (z * Math.sqrt(inputs)) / length)
}

/**
 * y = ½ (β·x)² with x ~ N(0, I/D) and a fixed random β of length √D: a single direction among D decides.
 *
 * Source: Kumar et al. 2023, arXiv:2310.06110, section 3.
 */
export const polynomialRegression: Task<'polynomial_regression'> = {
  examples({ inputs, rows, tolerance, example_seed }) {
    checkSize(rows, inputs)
    const features = normal(rows * inputs, { seed: example_seed, stream: exampleStream }).map((z) => z / Math.sqrt(inputs))
    const beta = teacherDirection({ inputs, example_seed })
    const targets = new Float64Array(rows)
    for (let row = 0; row < rows; row++) {
      let dot = 0
      for (let k = 0; k < inputs; k++) dot += features[row * inputs + k]! * beta[k]!
      targets[row] = dot ** 2 / 2
    }
    return {
      inputs: { kind: 'features', values: { shape: [rows, inputs], dtype: 'f64', data: features } },
      answers: { kind: 'targets', values: { shape: [rows, 1], dtype: 'f64', data: targets }, right: { kind: 'within', tolerance } },
    }
  },
}
