import type { EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { difference, stepOf } from './read.ts'

export const division: EvidencePlan = {
  preset: 'division',
  seeds: [0],
  claims: [
    inRange({ id: 'memorises', claim: 'Training passes 99 % by step 1 500.', published: 'Power et al. 2022: below 1 000', value: stepOf('train_acc_99'), to: 1500 }),
    inRange({ id: 'delay', claim: 'Tests pass 95 % at least 1 000 steps later, within 15 000.', published: 'users of a replication: clear grokking at 25 %; about 10 000 expected', value: difference(stepOf('test_acc_95'), stepOf('train_acc_99')), from: 1000 }),
  ],
}
