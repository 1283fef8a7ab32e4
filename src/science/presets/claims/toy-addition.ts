import { firstSeeds, type EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { difference, firstAbove, type Reading } from './read.ts'

const linesUp = firstAbove('rqi', 0.95)
/** Steps by which the representation leads the training accuracy, where it comes to be good. */
const lead: Reading = difference(firstAbove('train_accuracy', 0.9), linesUp)

export const toyAddition: EvidencePlan = {
  preset: 'toy-addition',
  seeds: firstSeeds(16),
  succeeds: (runs) => runs.every((run) => linesUp(run) !== null),
  claims: [
    inRange({ id: 'share', claim: 'The representation quality passes 0.95 in 30 to 60 % of 16 seeds: in 5 to 9 of them.', published: 'Liu et al. 2022, stored results: all three embeddings; independent implementation: 7 of 16', value: linesUp, atLeast: 5, atMost: 9 }),
    inRange({ id: 'when', claim: 'Where it does, the middle of these steps is that of the source: at least 4 of 16 seeds are between 500 and 2 000.', published: '833, 887 and 1 071 for 45 examples', value: linesUp, from: 500, to: 2000, atLeast: 4 }),
    inRange({ id: 'leads', claim: 'It is good before training passes 90 %, in at least 4 of 16 seeds.', published: 'default run of the source: 0.95 at step 800, train 90 % at 1 130, test 90 % at 1 530', value: lead, from: 0, atLeast: 4 }),
    inRange({ id: 'tests', claim: 'Tests follow: 90 % after the representation is good, in at least 4 of 16 seeds.', published: 'default run of the source: 730 steps later', value: difference(firstAbove('test_accuracy', 0.9), linesUp), from: 0, atLeast: 4 }),
  ],
  finding: 'Ten of 16 seeds line up, one more than the range has. Seven of 16 in the independent implementation and all three of the source are other draws of the same lottery: with a chance of one half, ten or more of 16 come up in a fifth of all cases.',
}
