import { firstSeeds, type EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { last, peak, stepOf } from './read.ts'

export const orthogonalGradient: EvidencePlan = {
  preset: 'orthogonal-gradient',
  seeds: firstSeeds(2),
  claims: [
    inRange({ id: 'orthogonal', claim: 'With ⊥Grad tests pass 99 % before step 200.', published: 'Prieto et al. 2025, figure 1: 100 % at about 120; independent implementation: 110 and 100', member: '⊥AdamW', value: stepOf('test_acc_99'), to: 200 }),
    inRange({ id: 'memorises', claim: 'Without it, training is learnt by step 400.', published: 'Prieto et al. 2025, figure 1', member: 'AdamW without decay', value: stepOf('train_acc_100'), to: 400 }),
    inRange({ id: 'plain', claim: 'Without it, tests never pass 2 % until step 400.', published: 'Prieto et al. 2025: about 0 for 80 000 epochs; chance is 0.9 %', member: 'AdamW without decay', value: peak('test_accuracy'), to: 0.02 }),
    inRange({ id: 'end', claim: 'Without it, tests are below 1 % at step 400.', published: 'independent implementation: never', member: 'AdamW without decay', value: last('test_accuracy'), to: 0.01 }),
  ],
}
