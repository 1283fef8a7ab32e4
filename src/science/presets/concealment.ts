import type { PresetText } from './preset-text.ts'

const noise = [0, 10, 20, 30, 40]

export const concealment: PresetText = {
  kind: 'set',
  id: 'concealment',
  title: 'A table among noise',
  tagline: 'Each bit that means nothing multiplies the time until the rule is found.',
  source: 'Miller et al.',
  system: 'miller',
  figure: 'Figure 5',
  isFaithful: true,
  reproduces: 'Miller, O’Neill and Bui 2023, arXiv:2310.17247, section 4: addition modulo 7 with 0 to 40 random bits, 600 examples to train on and 200 to test, 1 000 ReLU neurons, gradient descent at 0.1 with decay 0.01, batches of 32, 500 epochs.',
  description: 'Forty-nine pairs are easy, and 600 examples hold them many times. Random bits give the network other ways to fit the training set, and the more of them the more such ways. The delay between 95 % in training and 95 % in the tests grows as e^(aL).',
  lookAt: 'The delays of the five runs against the number of bits on a logarithmic axis; the theory exponential_delay fits the line.',
  traps: ['The source pools six operations and three seeds for its correlation of 0.92; a single series is noisier.'],
  members: noise.map((bits) => ({
    kind: 'run',
    name: `${bits} bits`,
    config: {
      task: { kind: 'concealed_table', operator: 'add', modulus: 7, noise_bits: bits, rows: 800 },
      split: { train_count: 600 },
      model: { kind: 'mlp', input: 'features', hidden: [1000], activation: 'relu', bias: true, init: { kind: 'torch_default' } },
      optimiser: { kind: 'sgd', learning_rate: 0.1, weight_decay: 0.01 },
      batch: { kind: 'minibatch', size: 32 },
      steps: 9000,
      measures: bits === 0 ? ['weight_norm'] : ['weight_norm', 'relevant_inputs'],
    },
  })),
}
