import { fiveSecondGrok } from './five-second-grok.ts'
import type { RunPresetText } from './preset-text.ts'

export const complexity: RunPresetText = {
  kind: 'run',
  id: 'complexity',
  title: 'Complexity rises and falls',
  tagline: 'What it holds: 20 kB when it has memorised, 7 kB when it has understood.',
  source: 'DeMoss et al.',
  system: 'demoss',
  figure: 'Figure 1',
  isFaithful: false,
  reproduces: 'After DeMoss et al. 2024, arXiv:2412.09810, figure 1, on the reference run of this lab in place of their transformer: the bytes of the network after truncating its singular values and rounding, as far as the training loss stays within ε = 1.',
  description:
    'Train the reference run, then measure Complexity on a dozen of its checkpoints. The compressed size rises while the training set is memorised, stays, and falls to a third as the network generalises. Compressing the raw weights shows nothing of that: their size never changes.',
  lookAt: 'The curve of the complexity against the naive size, which stays flat near 280 kB, and the rate–distortion curve at the end.',
  traps: ['The steps of the source’s figures are epochs.', 'The bound on generalisation that follows from these sizes is vacuous in all published cases, as here.'],
  config: { ...fiveSecondGrok.config, measures: ['weight_norm', 'fourier_power', 'spectral_entropy'] },
}
