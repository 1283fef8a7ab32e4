import type { EvidencePlan } from './claim.ts'
import { across, inRange, never } from './judge.ts'
import { peak, stepOf } from './read.ts'

const generalises = stepOf('test_acc_99')

export const decaySweep: EvidencePlan = {
  preset: 'decay-sweep',
  seeds: [0],
  claims: [
    never({ id: 'memorisation', claim: 'Decay 0.1 never brings the tests to 99 % in 4 000 steps.', published: 'independent implementation: never', member: 'decay 0.1', value: generalises }),
    inRange({ id: 'late', claim: 'Decay 0.3 brings them there between steps 2 000 and 4 000.', published: 'independent implementation: 3 800', member: 'decay 0.3', value: generalises, from: 2000, to: 4000 }),
    across({ id: 'order', claim: 'From decay 0.3 over 1 and 2 to 4 they come sooner each time.', published: 'independent implementation: 3 800, 1 100, 840, 520', members: ['decay 0.3', 'decay 1', 'decay 2', 'decay 4'], value: generalises, holds: (steps) => steps.every((step, i) => step !== null && (i === 0 || step < (steps[i - 1] ?? 0))) }),
    inRange({ id: 'confusion', claim: 'At decay 16 the training set is never learnt beyond 90 %.', published: 'independent implementation: 33 %', member: 'decay 16', value: peak('train_accuracy'), to: 0.9 }),
  ],
  finding:
    'With decay 0.3 this seed passes 50 % of the tests at step 3 135 and 95 % at 4 000, where the run ends; the independent implementation, with other random numbers, passed 99 % at 3 800. Decay times the step of 50 % is 940 at 0.3 and 840 at 1, so the law holds and the budget cuts it off. The order of the others is as claimed.',
}
