import type { RunPresetText } from './preset-text.ts'

export const deepMnist: RunPresetText = {
  kind: 'run',
  id: 'deep-mnist',
  title: 'Twelve layers deep',
  tagline: 'It generalises in two stages; the rank of its features falls twice.',
  source: 'Fan et al.',
  system: 'fan',
  figure: 'Figure 3',
  isFaithful: false,
  reproduces: 'After Fan, Pascanu and Jaggi 2024, arXiv:2405.19454: 12 layers of 400 ReLU neurons, initial weights times 8, squared error, AdamW at 0.001 with decay 0.01, 100 000 steps, 7 000 digits of the set that the lab brings along. No code was published; the batch of 200 is Omnigrok’s.',
  description: 'With depth 4 there is no delay at this number of examples. With depth 12 the tests rise, rest, and rise again, and the rank of the features of its layers falls, rises and falls with them.',
  lookAt: 'The measure Feature rank at checkpoints, layer by layer, against the test accuracy; the length of the tunnel at the end.',
  traps: ['The source reports no seeds.', 'Its own comparison finds the weight norm not to be indicative.'],
  config: {
    task: { kind: 'images', data: 'mnist' },
    split: { train_count: 7000 },
    model: { kind: 'mlp', input: 'features', hidden: Array.from({ length: 11 }, () => 400), activation: 'relu', bias: true, init: { kind: 'torch_default', scale: 8 } },
    loss: { kind: 'mse' },
    optimiser: { kind: 'adamw', learning_rate: 1e-3, weight_decay: 0.01, beta1: 0.9, beta2: 0.999 },
    batch: { kind: 'minibatch', size: 200 },
    steps: 100_000,
    log: { every_until: 20 },
    measures: ['weight_norm'],
  },
}
