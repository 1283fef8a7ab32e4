import type { RunPresetText } from './preset-text.ts'

export const localLearningCoefficient: RunPresetText = {
  kind: 'run',
  id: 'local-learning-coefficient',
  title: 'The local learning coefficient',
  tagline: 'The valley narrows with memorising and widens with generalising.',
  source: 'devinterp',
  system: 'devinterp',
  figure: 'Grokking notebook',
  isFaithful: true,
  reproduces: 'The grokking notebook of timaeus-research/devinterp: addition modulo 53, 40 % of the pairs, embedding of 12, two layers 12 → 48 added up, GELU, Adam with L2 decay 0.0002 at 0.005, batches of 128, 25 000 steps.',
  description:
    'A small network that memorises within 2 000 steps and may generalise near step 20 000. On its checkpoints the local learning coefficient, estimated by Langevin sampling around the weights, follows the test loss: high on the plateau, half as high once the network has generalised.',
  lookAt: 'The test loss, then the measure Local learning coefficient at a checkpoint of the plateau and at the last one, with the traces of its chains.',
  traps: ['Half of the seeds do not generalise within these steps: 4 of 8 do here, and the notebook’s seed is a lucky one.', 'The estimate depends on ε, nβ and γ; its traces have to be level before it can be read.'],
  config: {
    task: { kind: 'modular_table', operator: 'add', modulus: 53 },
    split: { train_fraction: 0.4 },
    model: { kind: 'mlp', embedding: { width: 12, combine: 'sum_of_layers' }, hidden: [48], activation: 'gelu', biased_layers: [0], init: { kind: 'torch_default' } },
    optimiser: { kind: 'adam', learning_rate: 5e-3, weight_decay: 2e-4, beta1: 0.9, beta2: 0.999 },
    batch: { kind: 'minibatch', size: 128 },
    seed: 4,
    steps: 25_000,
    measures: ['weight_norm'],
  },
}
