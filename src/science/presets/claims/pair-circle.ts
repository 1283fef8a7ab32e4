import { firstSeeds, type EvidencePlan, type EvidenceRun } from './claim.ts'
import { inRange } from './judge.ts'
import { difference, stepOf, firstAbove } from './read.ts'

const half = stepOf('test_acc_50')
const solves = ({ events }: EvidenceRun): number | null => events.test_acc_95

export const pairCircle: EvidencePlan = {
  preset: 'pair-circle',
  seeds: firstSeeds(8),
  succeeds: (runs) => runs.every((run) => solves(run) !== null),
  claims: [
    inRange({ id: 'solves', claim: 'Tests pass 95 % within 15 000 steps in at least 1 of 8 seeds.', published: 'PAIR’s logged run: 90 % at 4 400, 100 % at 10 080; seed 86', value: solves, atLeast: 1 }),
    inRange({ id: 'together', claim: 'Tests pass 50 % no later than 2 000 steps after training does, in at least 4 of 8 seeds.', published: 'PAIR’s logged run: they rise together', value: difference(half, firstAbove('train_accuracy', 0.5)), to: 2000, atLeast: 4 }),
  ],
}
