import type { RunPresetText } from './preset-text.ts'

export const gromovDescent: RunPresetText = {
  kind: 'run',
  id: 'gromov-descent',
  title: 'Grokking by plain descent',
  tagline: 'Gradient descent alone groks: no decay, no momentum, no Adam.',
  source: 'Gromov',
  system: 'gromov',
  figure: 'Figure 1',
  isFaithful: true,
  reproduces: 'Gromov 2023, arXiv:2301.02679: p = 97, 500 quadratic neurons, prefactor 1/(DN), weights N(0, 1), 49 % of the table, squared error, full-batch gradient descent without regularisation. The learning rate, which the paper does not give, is ours.',
  description:
    'The loss is the sum over the 97 outputs of the squared error, averaged over examples, and the learning rate 20 000: the prefactor makes gradients tiny. Training is right after some 540 steps, the tests are at 1 % then and at 99 % a hundred steps later. Norms of both layers grow all the while: nothing shrinks.',
  lookAt: 'The weight norm, which rises at the transition, and the inverse participation ratio, from 0.02 to above 0.1 and still growing after 100 %.',
  traps: ['The window is narrow: at 10 000 nothing generalises in 800 steps, at 30 000 it diverges.', 'With the mean over outputs in place of the sum the same learning rate is 1.94 million.'],
  config: {
    task: { kind: 'modular_table', operator: 'add', modulus: 97 },
    split: { train_fraction: 0.49 },
    model: { kind: 'mlp', hidden: [500], activation: 'quadratic', prefactor: 'gromov', init: { kind: 'normal' } },
    loss: { kind: 'mse', divisor: 1 / 97 },
    optimiser: { kind: 'sgd', learning_rate: 2e4 },
    steps: 1000,
  },
}
