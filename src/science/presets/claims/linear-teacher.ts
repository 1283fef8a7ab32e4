import type { EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { firstAbove, ratio, stepOf } from './read.ts'

export const linearTeacher: EvidencePlan = {
  preset: 'linear-teacher',
  seeds: [0],
  claims: [
    inRange({ id: 'train', claim: 'Training passes 95 % between steps 2 200 and 3 200.', published: 'independent implementation: 2 693; the closed form of infinite dimension is in the preset threshold-artefact', value: firstAbove('train_accuracy', 0.95), from: 2200, to: 3200 }),
    inRange({ id: 'delay', claim: 'Tests pass 95 % at least 5 times later.', published: 'independent implementation: 28 233, 10 times later', value: ratio(stepOf('test_acc_95'), firstAbove('train_accuracy', 0.95)), from: 5 }),
  ],
}
