import { powerDivision } from './configs/power.ts'
import type { RunPresetText } from './preset-text.ts'

export const divisionHistorical: RunPresetText = {
  kind: 'run',
  id: 'division-historical',
  title: 'The first picture of grokking',
  tagline: 'Division modulo 97, half of the table, no decay, a million steps.',
  source: 'Power et al.',
  system: 'power',
  figure: 'Figure 1, left',
  isFaithful: true,
  reproduces: 'Power et al. 2022, arXiv:2201.02177, figure 1: division modulo 97, half of the table, Adam without weight decay, up to a million steps. Only the answer counts here, where the source also asks for the closing sign.',
  description: 'The picture that gave the phenomenon its name: training is right before step 1 000, nothing shows in the tests before step 100 000, and near a million they are right. It takes most of a day.',
  lookAt: 'Both accuracies on a logarithmic step axis.',
  traps: ['There is no weight decay in this figure; most retellings say there is.', 'The defaults of the published code (5 % of the data, no decay) do not show grokking.'],
  config: powerDivision({ fraction: 0.5, weightDecay: 0, steps: 1_000_000 }),
}
