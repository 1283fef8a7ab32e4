import { firstSeeds, type EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { at, peak, stepOf } from './read.ts'

const generalises = stepOf('test_acc_99')

export const pairFaithful: EvidencePlan = {
  preset: 'pair-faithful',
  seeds: firstSeeds(16),
  succeeds: (runs) => runs.every((run) => generalises(run) !== null),
  claims: [
    inRange({ id: 'start', claim: 'The weight norm begins between 37 and 38.', published: 'PAIR’s logged run: 37.4', value: at('weight_norm', 0), from: 37, to: 38 }),
    inRange({ id: 'memorises', claim: 'Training is learnt between steps 300 and 1 200.', published: 'PAIR’s logged run: 500; independent implementation: 600', value: stepOf('train_acc_100'), from: 300, to: 1200 }),
    inRange({ id: 'peak', claim: 'The weight norm rises to between 50 and 58.', published: 'PAIR’s logged run: 53.7 at 1 100', value: peak('weight_norm'), from: 50, to: 58 }),
    inRange({ id: 'lottery', claim: 'Tests pass 99 % after step 20 000 in at least 3 of 16 seeds.', published: 'PAIR’s logged run: 40 800; independent implementation: 39 000, in 1 of 3 seeds', value: generalises, from: 20_000, atLeast: 3 }),
  ],
}
