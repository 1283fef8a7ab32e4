import { prieto } from './configs/prieto.ts'
import type { PresetText } from './preset-text.ts'
import type { RunConfigInput } from '../../shared/schema/run-config.ts'

const plain: RunConfigInput = {
  ...prieto,
  loss: { kind: 'cross_entropy', form: 'plain' },
  optimiser: { kind: 'adamw', learning_rate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-25 },
  steps: 400,
}

export const orthogonalGradient: PresetText = {
  kind: 'set',
  id: 'orthogonal-gradient',
  title: 'Grokking taken away',
  tagline: 'Plain AdamW without decay never generalises; with ⊥Grad it does at once.',
  source: 'Prieto et al.',
  system: 'prieto',
  figure: 'Figure 1',
  isFaithful: true,
  reproduces: 'Prieto et al. 2025, arXiv:2501.04697, figure 1: addition modulo 113, 200 and 200 ReLU neurons, AdamW at 0.01 without decay and with ε = 1e-25, cross-entropy; with and without the part of the gradient that lies along the weights.',
  description:
    'Once the training set is learnt, scaling all weights up lowers the cross-entropy without changing an answer, and that is where the gradient points. ⊥Grad removes this direction from the gradient of each matrix. What is left generalises together with memorising: train and test rise within some 100 steps.',
  lookAt: 'Both runs overlaid: the weight norm of the plain one grows without end while its tests stay at zero.',
  traps: [
    'The figure’s legend names StableMax; the published script runs cross-entropy.',
    'Weight decay is a stronger rival than the paper has it: decay 8 at this learning rate needs less than 200 steps. See the preset on decay.',
  ],
  members: [
    { kind: 'run', name: 'AdamW without decay', config: plain },
    { kind: 'run', name: '⊥AdamW', config: { ...plain, filter: { kind: 'orthogonal' } } },
  ],
}
