import { firstSeeds, type EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { measured, stepOf } from './read.ts'

const generalises = stepOf('test_acc_95')
const onPlateau = measured('learning_coefficient', 'llc', 3000)
const atEnd = measured('learning_coefficient', 'llc')

export const localLearningCoefficient: EvidencePlan = {
  preset: 'local-learning-coefficient',
  seeds: firstSeeds(8),
  measures: [{ measure: 'learning_coefficient', at: [2800, 25_000] }],
  succeeds: (runs) => runs.every((run) => generalises(run) !== null),
  claims: [
    inRange({ id: 'memorises', claim: 'Training passes 99 % between steps 800 and 3 000.', published: 'the notebook: 100 % at about 2 000; independent implementation: 1 600 to 1 800', value: stepOf('train_acc_99'), from: 800, to: 3000 }),
    inRange({ id: 'lottery', claim: 'Tests pass 95 % within 25 000 steps in 1 to 6 of 8 seeds.', published: 'the notebook: 99 % at 18 200; independent implementation: 2 of 4 seeds', value: generalises, atLeast: 1, atMost: 6 }),
    inRange({ id: 'late', claim: 'Where they do, it is after step 8 000, in at least 1 of 8 seeds.', published: 'the notebook: 50 % at 17 000', value: generalises, from: 8000, atLeast: 1 }),
    inRange({ id: 'plateau', claim: 'On the plateau, near step 2 800, the coefficient is between 25 and 75 in at least 6 of 8 seeds.', published: 'the notebook: 49.5 near 2 800', value: onPlateau, from: 25, to: 75, atLeast: 6 }),
    inRange({ id: 'falls', claim: 'Where the tests pass 95 %, it ends below 0.75 of that, in at least 2 of 8 seeds.', published: 'the notebook: 49.5 → 23', value: (run) => (generalises(run) === null ? null : (atEnd(run) ?? NaN) / (onPlateau(run) ?? NaN)), to: 0.75, atLeast: 2 }),
  ],
}
