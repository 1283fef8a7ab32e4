import type { RunPresetText } from './preset-text.ts'

/** The reference run of the lab: every measure moves in it. */
export const fiveSecondGrok: RunPresetText = {
  kind: 'run',
  id: 'five-second-grok',
  title: 'Five-second grok',
  tagline: 'A ReLU network groks addition modulo 59: the reference run of this lab.',
  source: 'Reference run',
  system: 'reference',
  figure: null,
  isFaithful: false,
  reproduces:
    'Ours: the modular addition of Power et al. 2022, arXiv:2201.02177, with a multilayer perceptron 118 → 200 → 200 → 59 and AdamW at learning rate 0.01, weight decay 1. A fast variant: the papers take a smaller learning rate and 10⁴ steps and more.',
  description:
    'The network trains on 1 392 of the 3 481 sums a + b mod 59. It is right on all of them after some 30 steps. At step 400 its test accuracy is still below 1 %; between 900 and 1 150 it passes 95 %, with nothing new to see. The weight norm is flat through the whole transition: a norm alone explains nothing in this run.',
  lookAt:
    'Test loss, frequency share and inverse participation ratio move from about step 100 on, long before the test accuracy does. The circuit forms where accuracy shows nothing.',
  traps: [],
  config: {
    task: { kind: 'modular_table', operator: 'add', modulus: 59, ordered: true },
    split: { train_fraction: 0.4, data_seed: 0 },
    model: { kind: 'mlp', hidden: [200, 200], activation: 'relu', bias: false, init: { kind: 'torch_default', scale: 1 } },
    loss: { kind: 'cross_entropy', form: 'exact_gradient' },
    optimiser: { kind: 'adamw', learning_rate: 1e-2, weight_decay: 1, beta1: 0.9, beta2: 0.98, epsilon: 1e-8 },
    batch: { kind: 'full' },
    seed: 0,
    steps: 2000,
  },
}
