import { normal, uniform } from '../random/draw.ts'
import { exampleStream, targetStream } from '../random/streams.ts'
import type { Task } from './task.ts'

/**
 * y = sin(2π · periods · x) + noise · N(0, 1) for x ~ U(0, 1), for regression with a Gaussian process whose first length scale is far
 * too short.
 *
 * Source: Miller et al. 2023, arXiv:2310.17247, section 3.2 (50 points to train on, 50 to validate); the paper's text gives neither
 *   periods nor noise, so the defaults are ours.
 */
export const noisySine: Task<'noisy_sine'> = {
  examples({ rows, periods, noise, tolerance, example_seed }) {
    const x = uniform(rows, { seed: example_seed, stream: exampleStream })
    const z = normal(rows, { seed: example_seed, stream: targetStream })
    const y = x.map((value, row) => Math.sin(2 * Math.PI * periods * value) + noise * z[row]!)
    return {
      inputs: { kind: 'features', values: { shape: [rows, 1], dtype: 'f64', data: x } },
      answers: { kind: 'targets', values: { shape: [rows, 1], dtype: 'f64', data: y }, right: { kind: 'within', tolerance } },
    }
  },
}
