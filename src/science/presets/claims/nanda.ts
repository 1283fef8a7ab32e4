import type { EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { at, difference, last, peak, stepOf } from './read.ts'

const generalises = stepOf('test_acc_99')

export const transformerFast: EvidencePlan = {
  preset: 'transformer-fast',
  seeds: [0],
  claims: [
    inRange({ id: 'memorises', claim: 'Training is learnt by step 200.', published: 'independent implementation: 100', value: stepOf('train_acc_100'), to: 200 }),
    inRange({ id: 'generalises', claim: 'Tests pass 99 % between steps 600 and 2 500.', published: 'independent implementation: 1 200, one seed', value: generalises, from: 600, to: 2500 }),
    inRange({ id: 'frequencies', claim: 'It ends with 3 to 7 key frequencies.', published: 'Nanda et al. 2023: 3 to 5; independent implementation: 5', value: last('key_frequencies'), from: 3, to: 7 }),
    inRange({ id: 'gini', claim: 'The Gini coefficient of the frequencies rises by at least 0.2.', published: 'Nanda et al. 2023, figure 7', value: difference(last('gini'), at('gini', 0)), from: 0.2 }),
  ],
}

export const nandaFast: EvidencePlan = {
  preset: 'nanda-fast',
  seeds: [0],
  claims: [
    inRange({ id: 'memorises', claim: 'Training is learnt by step 300.', published: 'independent implementation: 200 at a third of the learning rate', value: stepOf('train_acc_100'), to: 300 }),
    inRange({ id: 'half', claim: 'Tests pass 50 % between steps 1 500 and 3 500.', published: 'independent implementation: 2 500', value: stepOf('test_acc_50'), from: 1500, to: 3500 }),
    inRange({ id: 'generalises', claim: 'Tests pass 99 % by step 4 000.', published: 'independent implementation: 2 900', value: generalises, from: 1800, to: 4000 }),
    inRange({ id: 'gini', claim: 'The Gini coefficient of the frequencies is above 0.25 at step 3 000.', published: 'independent implementation: 0.43', value: at('gini', 3000), from: 0.25 }),
  ],
  finding:
    'The claims come from one seed of an independent implementation, which was 3.4 times sooner at this rate than at the paper’s. Two more seeds here pass 50 % at 726 and 1 437 and 99 % at 1 072 and 1 925, while at the paper’s rate this network passes 50 % at 7 545, between the sources: three times the rate makes it five to ten times sooner.',
}

export const nanda: EvidencePlan = {
  preset: 'nanda',
  seeds: [0],
  claims: [
    inRange({ id: 'memorises', claim: 'Training is learnt by step 1 400.', published: 'Nanda et al. 2023: memorisation ends at 1 400; independent implementation: 100 % at 200', value: stepOf('train_acc_100'), to: 1400 }),
    inRange({ id: 'half', claim: 'Tests pass 50 % between steps 5 000 and 14 000.', published: 'Nanda et al. 2023: cleanup 9 400 to 14 000; independent implementation: 9 900; Omnigrok’s notebook of the same network: 6 500', value: stepOf('test_acc_50'), from: 5000, to: 14_000 }),
    inRange({ id: 'norm', claim: 'The weight norm rises above 55 and is below 50 at the end.', published: 'independent implementation: 42 → 60 → 44 at 10 000', value: (run) => ((peak('weight_norm')(run) ?? 0) > 55 ? last('weight_norm')(run) : null), to: 50 }),
  ],
}
