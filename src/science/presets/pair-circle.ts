import type { RunPresetText } from './preset-text.ts'

export const pairCircle: RunPresetText = {
  kind: 'run',
  id: 'pair-circle',
  title: 'Five neurons on a circle',
  tagline: 'Given the circle, train and test rise together: nothing is left to grok.',
  source: 'PAIR',
  system: 'pair',
  figure: 'Fixed embedding',
  isFaithful: true,
  reproduces: 'PAIR 2023, “Do machine learning models memorize or generalize?”: an embedding fixed on a circle of frequency 1, five neurons, 30 % of the unordered pairs modulo 67, AdamW at 0.01 with decay 0.001, 15 000 steps.',
  description: 'The symbols stand on a circle that no update moves. Five neurons only have to find their angles: in at evenly spread ones, out at twice the angle. Without a representation to be found there is no delay.',
  lookAt: 'Both accuracies rise together. The collapsed matrices beside the solution that can be written down.',
  traps: [
    'One of eight seeds never finds its angles.','With fewer than five neurons the solution cannot be exact.'],
  config: {
    task: { kind: 'modular_table', operator: 'add', modulus: 67, ordered: false },
    split: { train_fraction: 0.3 },
    model: { kind: 'factored_mlp', embedding: { kind: 'circle', frequency: 1 }, hidden: 5, activation: 'relu', init: { kind: 'haiku_default' } },
    loss: { kind: 'cross_entropy', divisor: 67 },
    optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1e-3, beta1: 0.9, beta2: 0.98 },
    steps: 15_000,
    measures: ['weight_norm'],
  },
}
