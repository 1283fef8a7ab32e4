import type { EvidencePlan } from './claim.ts'
import { across, inRange } from './judge.ts'
import { at, firstAbove, last, ratio } from './read.ts'

const large = 'initial weights × 4'
const members = [large, 'usual initial size']

export const twoHeads: EvidencePlan = {
  preset: 'two-heads',
  seeds: [0, 1],
  claims: [
    inRange({ id: 'fits', claim: 'From large weights 95 % of what happened is right by step 3 000.', published: 'ours: the paper quantifies no curve', member: large, value: firstAbove('train_accuracy', 0.95), to: 3000 }),
    inRange({ id: 'falls', claim: 'From large weights the error of what did not happen falls to less than a third of that at step 1 000.', published: 'ours', member: large, value: ratio(last('test_loss'), at('test_loss', 1000)), to: 1 / 3 }),
    across({ id: 'control', claim: 'At step 1 000 it is less than half as large from the usual size.', published: 'ours, after Omnigrok’s reading of initial size', members, value: at('test_loss', 1000), holds: ([big, usual]) => (usual ?? NaN) < (big ?? NaN) / 2 }),
  ],
}
