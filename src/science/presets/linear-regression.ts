import type { RunConfigInput } from '../../shared/schema/run-config.ts'
import type { PresetText } from './preset-text.ts'

/** SSE/(0.002 n) + Σw²/(0.5 n) with n = 2 training points. */
function points(seed: number): RunConfigInput {
  return {
    task: { kind: 'linear_regression', rows: 100, example_seed: seed },
    split: { train_count: 2, data_seed: seed },
    model: { kind: 'linear', start: [0.0005, 0.9, 0.9, 0.9] },
    loss: { kind: 'mse', divisor: 0.002 },
    optimiser: { kind: 'sgd', learning_rate: 1e-3 },
    penalties: [{ kind: 'l2', strength: 2 }],
    precision: 'f64',
    steps: 5000,
    measures: ['weight_norm'],
  }
}

/** The smallest thing that groks: four weights. */
export const linearRegression: PresetText = {
  kind: 'set',
  id: 'linear-regression',
  title: 'Linear regression groks',
  tagline: 'Four weights fit two points at once, and the rest up to 1 000 steps later.',
  source: 'Miller et al.',
  system: 'miller',
  figure: 'Section 3.1',
  isFaithful: true,
  reproduces:
    'Miller, O’Neill and Bui 2023, arXiv:2310.17247, section 3.1: y = 0.3 x seen as (x, x², x³, sin 100x), two points to train on and 98 to validate, plain gradient descent at 0.001 on the error and the prior, weights that begin at (0.0005, 0.9, 0.9, 0.9).',
  description:
    'No network and nothing random but the points: gradient descent on a straight line with three features too many. The three large weights fit two points within some steps. The penalty then takes them away, and only when it has do the 98 other points get the right sign. Sixteen sets of points, one run each: with three of them the tests never come right.',
  lookAt:
    'The sign accuracy of the tests against the two parts of the loss: the error is small early, the complexity falls slowly and evenly, and the accuracy jumps when it is low enough.',
  traps: [
    'Accuracy is that of the sign of a regression: a threshold on a smooth quantity, so part of the jump belongs to the threshold.',
    'The loss is a sum of an error divided by 0.002 and a penalty divided by 0.5; without the penalty the tests never come right.',
    'The two training points decide: near zero, or where sin 100x happens to fit, the straight line is not the cheapest answer.',
  ],
  members: Array.from({ length: 16 }, (_, seed) => seed).map((seed) => ({ kind: 'run', name: `points ${seed}`, config: points(seed) }) as const),
}
