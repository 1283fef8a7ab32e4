import type { RunConfigInput } from '../../shared/schema/run-config.ts'
import type { PresetText } from './preset-text.ts'

/** Learning rate 50/α², so that outputs move equally fast. */
function committee(alpha: number): RunConfigInput {
  return {
    task: { kind: 'polynomial_regression', inputs: 30, rows: 1120, tolerance: 0.1, example_seed: 5 },
    split: { train_count: 120 },
    model: { kind: 'committee', neurons: 200, epsilon: 0.25, alpha, init: { kind: 'normal' } },
    loss: { kind: 'mse' },
    optimiser: { kind: 'sgd', learning_rate: 50 / alpha ** 2 },
    steps: 20_000,
    log: { every_until: 20 },
    measures: ['weight_norm'],
  }
}

export const lazyRich: PresetText = {
  kind: 'set',
  id: 'lazy-rich',
  title: 'From lazy to rich',
  tagline: 'The lazier the start, the later it generalises; its norm rises throughout.',
  source: 'Kumar et al.',
  system: 'kumar',
  figure: 'Figure 2',
  isFaithful: true,
  reproduces: 'Kumar et al. 2023, arXiv:2310.06110, section 3: a committee machine on y = ½(β·x)², D = 30, 120 examples, ε = 0.25, gradient descent without decay at η/α². The sizes of the network (200) and of η (50) are ours.',
  description: 'A factor α on the outputs decides how far the weights have to move to fit the data. At α = 10 the network stays near its start and fits with the features it has, which are wrong for the task; the tests get worse than an answer of zero before they get better. At 0.5 it learns the feature at once.',
  lookAt: 'Test losses of the three runs, and the weight norms: the one that generalises best grows most. No story of shrinking weights holds here.',
  traps: [
    'How much worse the tests get first depends on the 120 examples: of six draws three rise by a tenth and more, two hardly at all.','Too few examples never generalise, too many show no delay.', 'Losses, not accuracies, carry the message.'],
  members: [0.5, 2, 10].map((alpha) => ({ kind: 'run', name: `α = ${alpha}`, config: committee(alpha) })),
}
