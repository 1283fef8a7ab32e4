import type { EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { difference, firstAbove, peak } from './read.ts'

export const linearRegression: EvidencePlan = {
  preset: 'linear-regression',
  seeds: [0],
  claims: [
    inRange({ id: 'memorises', claim: 'Both training points have the right sign by epoch 100 in all of five sets of points.', published: 'independent implementation: after 1 to 31 epochs', value: firstAbove('train_accuracy', 1), to: 100 }),
    inRange({ id: 'validates', claim: 'Validation reaches 93 % within 5 000 epochs in all of five sets of points.', published: 'independent implementation: .94 to 1.0, five sets of points', value: peak('test_accuracy'), from: 0.93 }),
    inRange({ id: 'delay', claim: 'Validation reaches 93 % at least 100 epochs after training is right, in at least four of five.', published: 'independent implementation: 95 % after 261, 396, 207, 245 and 1 424 epochs', value: difference(firstAbove('test_accuracy', 0.93), firstAbove('train_accuracy', 1)), from: 100, atLeast: 4 }),
  ],
}
