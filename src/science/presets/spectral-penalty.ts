import type { RunConfigInput } from '../../shared/schema/run-config.ts'
import { fiveSecondGrok } from './five-second-grok.ts'
import type { PresetText } from './preset-text.ts'

const decay: RunConfigInput = { ...fiveSecondGrok.config, measures: ['weight_norm', 'fourier_power', 'spectral_entropy'] }

export const spectralPenalty: PresetText = {
  kind: 'set',
  id: 'spectral-penalty',
  title: 'Few directions',
  tagline: 'A penalty on the entropy of the singular values: a simpler network.',
  source: 'DeMoss et al.',
  system: 'demoss',
  figure: 'Figure 5',
  isFaithful: false,
  reproduces: 'After DeMoss et al. 2024, arXiv:2412.09810: decay 1 with a spectral entropy penalty of 0.1 and weight noise of 0.01, against decay 1 alone, on the reference run of this lab in place of their transformer.',
  description: 'The penalty is the mean entropy of the normalised singular values of all matrices, with its gradient through the decomposition. It presses the network into few directions, so that fewer bytes describe it.',
  lookAt: 'The effective ranks of the three matrices in both runs; then Complexity at the last checkpoints.',
  traps: ['The gradient of the entropy needs a decomposition of every matrix in every step, which is most of the time of this run.'],
  members: [
    { kind: 'run', name: 'decay', config: decay },
    { kind: 'run', name: 'decay, penalty and noise', config: { ...decay, penalties: [{ kind: 'spectral_entropy', strength: 0.1 }], noise: { scale: 0.01 } } },
  ],
}
