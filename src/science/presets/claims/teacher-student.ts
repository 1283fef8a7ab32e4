import type { EvidencePlan } from './claim.ts'
import { inRange, middles, shown } from './judge.ts'
import { at, firstAbove, last, stepOf } from './read.ts'

const slow = 'decay 0.05'

export const teacherStudent: EvidencePlan = {
  preset: 'teacher-student',
  seeds: [0],
  claims: [
    inRange({ id: 'memorises', claim: 'With decay 0.05 training passes 95 % between steps 400 and 1 000.', published: 'the source: .91 at 600 and .99 at 800; independent implementation: .95 at 600', member: slow, value: firstAbove('train_accuracy', 0.95), from: 400, to: 1000 }),
    inRange({ id: 'plateau', claim: 'At step 5 000 its tests are between 15 and 60 %.', published: 'the source: .33; independent implementation: .31', member: slow, value: at('test_accuracy', 5000), from: 0.15, to: 0.6 }),
    inRange({ id: 'generalises', claim: 'Its tests pass 95 % between steps 15 000 and 50 000.', published: 'the source: about 1 by 50 000; independent implementation: 25 800', member: slow, value: stepOf('test_acc_95'), from: 15_000, to: 50_000 }),
    inRange({ id: 'norm', claim: 'Its weight norm ends below 60 % of its start.', published: 'independent implementation: the squared norm falls from 300 to 60', member: slow, value: (run) => (last('weight_norm')(run) ?? NaN) / (at('weight_norm', 0)(run) ?? NaN), to: 0.6 }),
    {
      id: 'law',
      claim: 'Ten times the decay brings 95 % of the tests forward by a factor of 6 to 11.',
      published: 'independent implementation: 8.6; the time law of the source has 10',
      check(evidence) {
        const [late, early] = middles(evidence, [slow, 'decay 0.5'], stepOf('test_acc_95'))
        const factor = (late ?? NaN) / (early ?? NaN)
        return { measured: shown(factor), holds: factor >= 6 && factor <= 11 }
      },
    },
    inRange({ id: 'control', claim: 'From the usual initial size tests pass 95 % by step 1 000: no delay.', published: 'independent implementation: 400', member: 'usual initial size', value: stepOf('test_acc_95'), to: 1000 }),
  ],
}
