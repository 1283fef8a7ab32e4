import type { EvidencePlan } from './claim.ts'
import { across, inRange } from './judge.ts'
import { difference, stepOf } from './read.ts'

const delay = difference(stepOf('test_acc_95'), stepOf('train_acc_99'))

export const dropoutDelay: EvidencePlan = {
  preset: 'dropout-delay',
  seeds: [0],
  claims: [
    inRange({ id: 'gone', claim: 'With dropout the delay from 99 % in training to 95 % in the tests is below 1 000 steps.', published: 'Liu et al. 2022: below 1 000 steps', member: 'dropout 0.1', value: delay, to: 1000 }),
    inRange({ id: 'there', claim: 'Without dropout it is above 1 000 steps.', published: 'Liu et al. 2022: grokking', member: 'without dropout', value: delay, from: 1000 }),
    across({ id: 'sooner', claim: 'With dropout it is at most half as long.', published: 'Liu et al. 2022', members: ['without dropout', 'dropout 0.1'], value: delay, holds: ([long, short]) => (short ?? NaN) <= (long ?? NaN) / 2 }),
  ],
}
