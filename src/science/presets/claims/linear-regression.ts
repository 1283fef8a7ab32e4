import type { EvidencePlan } from './claim.ts'
import { inRange, shownAll } from './judge.ts'
import { difference, firstAbove, peak } from './read.ts'

export const linearRegression: EvidencePlan = {
  preset: 'linear-regression',
  seeds: [0],
  claims: [
    inRange({ id: 'memorises', claim: 'Both training points have the right sign by epoch 100, in all of 16 sets of points.', published: 'independent implementation: after 1 to 31 epochs, five sets of points', value: firstAbove('train_accuracy', 1), to: 100 }),
    {
      id: 'validates',
      claim: 'Validation reaches 93 % within 5 000 epochs in all of the first five sets of points.',
      published: 'independent implementation: .94 to 1.0, five sets of points',
      check({ runs }) {
        const best = runs.slice(0, 5).map(peak('test_accuracy'))
        return { measured: shownAll(best), holds: best.length === 5 && best.every((each) => each !== null && each >= 0.93) }
      },
    },
    inRange({ id: 'share', claim: 'It does so in at least 11 of 16 sets of points.', published: 'a loop of ten lines, other random numbers: 52 of 60 sets', value: peak('test_accuracy'), from: 0.93, atLeast: 11 }),
    inRange({ id: 'delay', claim: 'It does so at least 100 epochs after training is right, in at least 4 of 16.', published: 'independent implementation: 95 % after 261, 396, 207, 245 and 1 424 epochs', value: difference(firstAbove('test_accuracy', 0.93), firstAbove('train_accuracy', 1)), from: 100, atLeast: 4 }),
  ],
  finding:
    'Whether the tests come right depends on the two training points, not on the training. A loop of ten lines outside the lab, with other random numbers, brings 52 of 60 sets of points to 93 %. Of the first five sets here two stay below; the claim of five in five was one draw. In one of 16 even the training points are not both right, because the penalty is stronger than two small targets. The other eleven sets and the claim on their share were added after that was found, before they were run.',
}
