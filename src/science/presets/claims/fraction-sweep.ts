import type { EvidencePlan } from './claim.ts'
import { across, inRange, never } from './judge.ts'
import { stepOf } from './read.ts'

const generalises = stepOf('test_acc_99')
const enough = ['40 %', '50 %', '60 %', '70 %', '80 %']

export const fractionSweep: EvidencePlan = {
  preset: 'fraction-sweep',
  seeds: [0],
  claims: [
    never({ id: 'too-little', claim: 'At 20 % tests never pass 50 % in 3 000 steps.', published: 'independent implementation: about 0 %', member: '20 %', value: stepOf('test_acc_50') }),
    never({ id: 'edge', claim: 'At 25 % tests never pass 50 % in 3 000 steps.', published: 'independent implementation: about 0 %', member: '25 %', value: stepOf('test_acc_50') }),
    across({ id: 'order', claim: 'From 40 to 80 % they come sooner with each share.', published: 'independent implementation: 1 100, 600, 340, 260, 200; Power et al. 2022: the time falls with the share', members: enough, value: generalises, holds: (steps) => steps.every((step, i) => step !== null && (i === 0 || step < (steps[i - 1] ?? 0))) }),
    inRange({ id: 'most', claim: 'At 80 % tests pass 99 % by step 350.', published: 'independent implementation: 200', member: '80 %', value: generalises, to: 350 }),
  ],
}
