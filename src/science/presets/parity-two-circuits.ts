import type { RunPresetText } from './preset-text.ts'

export const parityTwoCircuits: RunPresetText = {
  kind: 'run',
  id: 'parity-two-circuits',
  title: 'Two circuits compete',
  tagline: 'A thousand neurons memorise a parity; six take over and get it right.',
  source: 'Merrill et al.',
  system: 'merrill',
  figure: 'Figure 1',
  isFaithful: true,
  reproduces: 'Merrill, Tsilivis and Shukla 2023, arXiv:2303.11873: the product of 3 of 40 signs from 1 000 examples, 1 000 ReLU neurons with biases, hinge loss, plain gradient descent at 0.1 with decay 0.01, batches of 32, 300 epochs.',
  description:
    'A dense sub-network fits the training set after some 30 epochs (1 000 steps) and knows nothing of the tests. Decay wears it down, while a handful of neurons that read the three relevant bits grow. When these carry the answer, near epoch 110 to 140, the tests jump, and the rest of the network is dead weight.',
  lookAt: 'The share of the norm in the eight largest neurons: from 0.04 to above 0.9. The fan of neuron norms in the weights: a few lines rise out of a falling crowd.',
  traps: [
    'Sparsity is measured on the training accuracy: how few of the largest neurons keep it.',
    'A width of 100 never generalises here: over-parametrisation is a precondition.',
    'An epoch here is 31 steps: the last incomplete batch is left out, where the source takes 32.',
  ],
  config: {
    task: { kind: 'sparse_parity', bits: 40, relevant: 3, rows: 1100 },
    split: { train_count: 1000 },
    model: { kind: 'mlp', input: 'features', hidden: [1000], activation: 'relu', biased_layers: [0], init: { kind: 'torch_default' } },
    loss: { kind: 'hinge' },
    optimiser: { kind: 'sgd', learning_rate: 0.1, weight_decay: 0.01 },
    batch: { kind: 'minibatch', size: 32 },
    steps: 9300,
    measures: ['weight_norm', 'neuron_norms', 'relevant_inputs'],
  },
}
