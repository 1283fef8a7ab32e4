import { uniform } from '../random/draw.ts'
import { exampleStream } from '../random/streams.ts'
import type { Task } from './task.ts'

/**
 * y = 0.3 x for x ~ U(−½, ½), seen as (x, x², x³, sin 100x); an answer is right when it has the sign of y. Three of the features fit a
 * few points as well as the first one does, and mean nothing beyond them.
 *
 * Source: Miller et al. 2023, arXiv:2310.17247, section 3.1 (2 points to train on, 98 to validate).
 */
export const linearRegression: Task<'linear_regression'> = {
  examples({ rows, example_seed }) {
    const x = uniform(rows, { seed: example_seed, stream: exampleStream }).map((u) => u - 0.5)
    const features = new Float64Array(rows * 4)
    x.forEach((value, row) => features.set([value, value ** 2, value ** 3, Math.sin(100 * value)], row * 4))
    return {
      inputs: { kind: 'features', values: { shape: [rows, 4], dtype: 'f64', data: features } },
      answers: { kind: 'targets', values: { shape: [rows, 1], dtype: 'f64', data: x.map((value) => 0.3 * value) }, right: { kind: 'sign' } },
    }
  },
}
