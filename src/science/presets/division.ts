import { powerDivision } from './configs/power.ts'
import type { RunPresetText } from './preset-text.ts'

export const division: RunPresetText = {
  kind: 'run',
  id: 'division',
  title: 'Division, the honest delay',
  tagline: 'The first paper’s transformer with decay, on 30 % of the division table.',
  source: 'Power et al.',
  system: 'power',
  figure: 'Section 3.3',
  isFaithful: false,
  reproduces: 'After Power et al. 2022, arXiv:2201.02177: division modulo 97 by their transformer with AdamW and decay 1, on 30 % of the table. Only the answer counts here, where the source also asks for the closing sign.',
  description: 'Training is right within a thousand steps, the tests thousands of steps later. In between the accuracy of the tests rises a little and falls again: the pairs 0/b are found early.',
  lookAt: 'The early bump of the test accuracy, whose height is that of the 96 pairs 0/b, and the jump.',
  traps: ['On 50 % of the table with decay there is no delay to speak of: five users of a replication reported that.', 'Figure 1 of the paper has neither this decay nor this share: that is the preset of the historical run.'],
  config: powerDivision({ fraction: 0.3, weightDecay: 1, steps: 15_000 }),
}
