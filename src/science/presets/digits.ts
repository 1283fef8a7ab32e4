import type { RunConfigInput } from '../../shared/schema/run-config.ts'
import type { PresetText } from './preset-text.ts'

function digitsAt(scale: number, steps: number): RunConfigInput {
  return {
    task: { kind: 'images', data: 'digits' },
    split: { train_count: 400 },
    model: { kind: 'mlp', input: 'features', hidden: [100, 100], activation: 'relu', bias: true, init: { kind: 'torch_default', scale } },
    loss: { kind: 'mse' },
    optimiser: { kind: 'adamw', learning_rate: 1e-3, weight_decay: 0.1, beta1: 0.9, beta2: 0.999 },
    steps,
    log: { every_until: 20 },
    measures: ['weight_norm'],
  }
}

export const digits: PresetText = {
  kind: 'set',
  id: 'digits',
  title: 'Small digits, large weights',
  tagline: 'Images of 8 × 8 pixels show in a minute what MNIST shows in an hour.',
  source: 'Omnigrok',
  system: 'omnigrok',
  figure: null,
  isFaithful: false,
  reproduces: 'Fast variant of Liu, Michaud and Tegmark 2023, arXiv:2210.01117, figure 1: 400 digits of 8 × 8 pixels in place of 1 000 of MNIST, 100 neurons in place of 200, ten times the decay, the full batch; beside it the usual initial size.',
  description: 'With weights eight times as large as usual the network learns its 400 digits by heart and knows no others; decay shrinks the weights, and the tests follow thousands of steps later. From the usual size both accuracies rise together.',
  lookAt: 'Both runs overlaid: the same data, the same decay, another length of the weights.',
  traps: ['Digits are no table: the tests end near 95 %, not at 100 %.'],
  members: [
    { kind: 'run', name: 'initial weights × 8', config: digitsAt(8, 20_000) },
    { kind: 'run', name: 'usual initial size', config: digitsAt(1, 2000) },
  ],
}
