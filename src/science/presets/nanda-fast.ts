import { nandaTransformer } from './configs/nanda.ts'
import type { RunPresetText } from './preset-text.ts'

export const nandaFast: RunPresetText = {
  kind: 'run',
  id: 'nanda-fast',
  title: 'Nanda’s transformer, sooner',
  tagline: 'The transformer of the progress measures at three times the rate.',
  source: 'Nanda et al.',
  system: 'nanda',
  figure: 'Figure 2',
  isFaithful: false,
  reproduces: 'Fast variant of Nanda et al. 2023, arXiv:2301.05217: learning rate 0.003 in place of 0.001, all else as in the paper.',
  description: 'The paper’s network in minutes: train right within 200 steps, tests at their plateau of mirrored pairs until step 2 000, at 99 % near step 2 900.',
  lookAt: 'Restricted and excluded loss of the key frequencies at the checkpoints, and the Gini coefficient, from 0.03 to 0.4.',
  traps: ['Its plateau is at 8 %, not at 0: mirrored pairs.'],
  config: nandaTransformer({ modulus: 113, fraction: 0.3, learningRate: 3e-3, weightDecay: 1, steps: 4000 }),
}
