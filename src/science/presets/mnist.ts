import type { RunPresetText } from './preset-text.ts'

export const mnist: RunPresetText = {
  kind: 'run',
  id: 'mnist',
  title: 'Handwritten digits grok',
  tagline: 'First weights eight times too large: right tens of thousands of steps late.',
  source: 'Omnigrok',
  system: 'omnigrok',
  figure: 'Figure 1',
  isFaithful: false,
  reproduces:
    'After Liu, Michaud and Tegmark 2023, arXiv:2210.01117, figure 1: 784 → 200 → 200 → 10 with ReLU, PyTorch’s initial weights times 8, squared error to one-hot answers, AdamW at 0.001 with decay 0.01, batches of 200, 100 000 steps. The 1 000 digits are those of the set that the lab brings along, not the first 1 000 of MNIST, and numbers are of 32 bits.',
  description: 'Training is right after some 2 000 steps, when one in seven of the tests is. Decay then makes the weights smaller, and between steps 7 000 and 100 000 the tests climb to almost nine in ten. The table is gone, the delay is still there: large weights make it.',
  lookAt: 'The weight norm against the test accuracy: both move slowly together. The measure Losses over the norm shows the shell in between.',
  traps: ['The loss has to be the squared error: cross-entropy needs a scale near 100 to show a delay.', 'With initial weights of the usual size there is no delay at all.'],
  config: {
    task: { kind: 'images', data: 'mnist' },
    split: { train_count: 1000 },
    model: { kind: 'mlp', input: 'features', hidden: [200, 200], activation: 'relu', bias: true, init: { kind: 'torch_default', scale: 8 } },
    loss: { kind: 'mse' },
    optimiser: { kind: 'adamw', learning_rate: 1e-3, weight_decay: 0.01, beta1: 0.9, beta2: 0.999 },
    batch: { kind: 'minibatch', size: 200 },
    steps: 100_000,
    log: { every_until: 20 },
    measures: ['weight_norm'],
  },
}
