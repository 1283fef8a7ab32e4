import { firstSeeds, type EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { at, last, stepOf } from './read.ts'

const generalises = stepOf('test_acc_99')

export const pairFast: EvidencePlan = {
  preset: 'pair-fast',
  seeds: firstSeeds(16),
  succeeds: (runs) => runs.every((run) => generalises(run) !== null),
  claims: [
    inRange({ id: 'start', claim: 'The weight norm begins between 37 and 38.', published: 'PAIR’s logged run: 37.4', value: at('weight_norm', 0), from: 37, to: 38 }),
    inRange({ id: 'share', claim: 'Tests pass 99 % within 10 000 steps in at least 8 of 16 seeds.', published: 'independent implementation: 3 of 3, at 1 500, 7 400 and 2 400', value: generalises, atLeast: 8 }),
    inRange({ id: 'delay', claim: 'Where they do, it is after step 1 000, in at least 8 of 16 seeds: there is a delay.', published: 'train 100 % at 500 or earlier', value: (run) => ((stepOf('train_acc_100')(run) ?? Infinity) <= 500 ? generalises(run) : null), from: 1000, atLeast: 8 }),
    inRange({ id: 'frequencies', claim: 'Networks that generalise end with 2 to 6 key frequencies.', published: 'PAIR’s sweep: 3 in 270 of 432 models, 4 in 156, 5 in 5, 2 in 1', value: (run) => (generalises(run) === null ? 3 : last('key_frequencies')(run)), from: 2, to: 6 }),
  ],
  finding:
    'All 16 seeds generalise, where the run at a tenth of the learning rate is a lottery. The claim of a delay took the step at which training is learnt to the last example and asked for 500; at this learning rate single training sums come and go, and the last one is learnt at 302 to 2 844. From 99 % in training to 99 % in the tests it is over 1 400 steps in every seed.',
}
