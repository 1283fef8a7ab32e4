import type { RunPresetText } from './preset-text.ts'

/** Gromov's two-layer quadratic network in its small classroom form. */
export const pocketGrok: RunPresetText = {
  kind: 'run',
  id: 'pocket-grok',
  title: 'Pocket grok',
  tagline: 'Addition modulo 31: by heart in 25 steps, by rule after 600.',
  source: 'Gromov',
  system: 'gromov',
  figure: null,
  isFaithful: false,
  reproduces:
    'Fast variant of Gromov 2023, arXiv:2301.02679: p = 31 in place of 97 and 256 neurons in place of 500, half of the table, AdamW with weight decay in place of plain gradient descent, initial weights of standard deviation 0.1 without the prefactor.',
  description:
    'The network sees half of the 961 sums a + b mod 31 and is asked for the rest. It is right on all training sums after about 25 steps; on the others it is right in one of nine at step 200, in half near step 400 and in 99 % near step 600. Nothing changed but the weights: each neuron has become a wave in a and b.',
  lookAt:
    'The gap between the two accuracies, then the inverse participation ratio: it grows from the start of the plateau on, from 0.06 to almost 0.3. In the first matrix, columns turn from noise into cosines.',
  traps: [],
  config: {
    task: { kind: 'modular_table', operator: 'add', modulus: 31, ordered: true },
    split: { train_fraction: 0.5, data_seed: 0 },
    model: { kind: 'mlp', hidden: [256], activation: 'quadratic', bias: false, init: { kind: 'normal', scale: 0.1 } },
    loss: { kind: 'mse' },
    optimiser: { kind: 'adamw', learning_rate: 5e-3, weight_decay: 1, beta1: 0.9, beta2: 0.98, epsilon: 1e-8 },
    batch: { kind: 'full' },
    seed: 0,
    steps: 1000,
  },
}
