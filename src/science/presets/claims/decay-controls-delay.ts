import type { EvidencePlan } from './claim.ts'
import { across, inRange, never } from './judge.ts'
import { stepOf } from './read.ts'

const generalises = stepOf('test_acc_99')

export const decayControlsDelay: EvidencePlan = {
  preset: 'decay-controls-delay',
  seeds: [0],
  claims: [
    across({ id: 'falls', claim: 'The step of 99 % on the tests falls strictly with decay 1, 2, 4, 8.', published: 'independent implementation: 560, 310, 220, 170; issue 8 of the source: decay 8 within 200', members: ['decay 1', 'decay 2', 'decay 4', 'decay 8'], value: generalises, holds: (steps) => steps.every((step, i) => step !== null && (i === 0 || step < (steps[i - 1] ?? 0))) }),
    inRange({ id: 'one', claim: 'With decay 1 it is between steps 350 and 900.', published: 'independent implementation: 560', member: 'decay 1', value: generalises, from: 350, to: 900 }),
    inRange({ id: 'eight', claim: 'With decay 8 it is before step 250.', published: 'issue 8 of the source: within 200; independent implementation: 170', member: 'decay 8', value: generalises, to: 250 }),
    never({ id: 'none', claim: 'Without decay it never comes within 1 000 steps.', published: 'independent implementation: never', member: 'without decay', value: stepOf('test_acc_50') }),
  ],
}
