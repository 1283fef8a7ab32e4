import { normal, uniform } from '../random/draw.ts'
import { exampleStream, targetStream, teacherStream } from '../random/streams.ts'
import { checkSize } from './size.ts'
import type { Task } from './task.ts'

/**
 * A toy of counterfactual inference. A person has covariates x ~ N(0, I_d) and two outcomes, of which one happens:
 *
 *   y₀ = tanh(2 a·x),   y₁ = y₀ + effect · (1 + tanh(2 b·x)),   P(t = 1 | x) = 1/(1 + e^(−selection · 2 a·x)),   |a| = |b| = 1
 *
 * so who fares better is treated more often. An example is [x, t]; the answer is y_t. The first half of the rows is what happened, the
 * second half asks the same people, in the same order, for what would have happened: `split: { train_fraction: 0.5, which: 'first' }`
 * trains on the factual outcomes only and tests on the counterfactual ones.
 *
 * Source: the system is that of Samothrakis et al. 2022 (IJCNN), whose hyper-parameters are not open; the outcomes are ours.
 */
export const twoHead: Task<'two_head'> = {
  examples({ covariates: d, people: n, selection, effect, tolerance, example_seed: seed }) {
    const columns = d + 1
    checkSize(2 * n, columns)
    const x = normal(n * d, { seed, stream: exampleStream })
    const coin = uniform(n, { seed, stream: targetStream })
    const [a, b] = [direction(d, seed, 0), direction(d, seed, 1)]
    const features = new Float64Array(2 * n * columns)
    const outcomes = new Float64Array(2 * n)
    for (let person = 0; person < n; person++) {
      const own = x.subarray(person * d, (person + 1) * d)
      const [along, across] = [2 * dot(a, own), 2 * dot(b, own)]
      const treated = coin[person]! < 1 / (1 + Math.exp(-selection * along)) ? 1 : 0
      for (const [row, t] of [[person, treated], [n + person, 1 - treated]] as const) {
        features.set(own, row * columns)
        features[row * columns + d] = t
        outcomes[row] = Math.tanh(along) + t * effect * (1 + Math.tanh(across))
      }
    }
    return {
      inputs: { kind: 'features', values: { shape: [2 * n, columns], dtype: 'f64', data: features } },
      answers: { kind: 'targets', values: { shape: [2 * n, 1], dtype: 'f64', data: outcomes }, right: { kind: 'within', tolerance } },
    }
  },
}

/** A random direction of length 1. */
function direction(d: number, seed: number, i: number): Float64Array {
  const drawn = normal(d, { seed, stream: teacherStream(i) })
  const length = Math.hypot(...drawn)
  return drawn.map((z) => z / length)
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}
