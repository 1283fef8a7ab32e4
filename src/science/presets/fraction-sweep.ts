import { fiveSecondGrok } from './five-second-grok.ts'
import type { PresetText } from './preset-text.ts'

export const fractionSweep: PresetText = {
  kind: 'set',
  id: 'fraction-sweep',
  title: 'How much of the table',
  tagline: 'Ten shares of the table: below 30 % nothing, then ever sooner.',
  source: 'Power et al.',
  system: 'power',
  figure: 'Figure 1, centre',
  isFaithful: false,
  reproduces: 'After Power et al. 2022, arXiv:2201.02177, figure 1: steps until generalisation against the share that is trained on, with the reference run of this lab in place of their transformer.',
  description: 'The delay grows steeply as the share falls: 200 steps at 80 %, 1 100 at 40 %, and at 25 % and below the network only memorises within 3 000 steps.',
  lookAt: 'The step of 99 % on the tests against the share.',
  traps: ['In an ordered table a part of the tests are training pairs the other way round, the larger the share.'],
  members: [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((fraction) => ({
    kind: 'run',
    name: `${Math.round(fraction * 100)} %`,
    config: { ...fiveSecondGrok.config, split: { train_fraction: fraction, data_seed: 0 }, steps: 3000 },
  })),
}
