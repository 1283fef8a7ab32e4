import type { EvidencePlan } from './claim.ts'
import { inRange, never } from './judge.ts'
import { measured, stepOf } from './read.ts'

const similarity = (irrep: string) => measured('group_representations', `logit_similarity.${irrep}`)

const memorises = stepOf('train_acc_100')
const generalises = stepOf('test_acc_99')

export const s4Fast: EvidencePlan = {
  preset: 's4-fast',
  seeds: [0, 1, 2],
  succeeds: (runs) => runs.every((run) => generalises(run) !== null),
  claims: [
    inRange({ id: 'memorises', claim: 'Training is learnt by step 150.', published: 'independent implementation: 50', value: memorises, to: 150 }),
    inRange({ id: 'generalises', claim: 'Tests pass 99 % between steps 1 500 and 8 000 in at least 2 of 3 seeds.', published: 'independent implementation: 3 700, one seed', value: generalises, from: 1500, to: 8000, atLeast: 2 }),
  ],
}

export const a5Fast: EvidencePlan = {
  preset: 'a5-fast',
  seeds: [0, 1, 2],
  succeeds: (runs) => runs.every((run) => generalises(run) !== null),
  claims: [
    inRange({ id: 'memorises', claim: 'Training is learnt by step 150.', published: 'independent implementation: 50', value: memorises, to: 150 }),
    inRange({ id: 'generalises', claim: 'Tests pass 99 % between steps 1 000 and 5 000 in at least 2 of 3 seeds.', published: 'independent implementation: 2 150, one seed; the source at a tenth of the learning rate: 17 000 to 40 000', value: generalises, from: 1000, to: 5000, atLeast: 2 }),
  ],
}

export const d59Fast: EvidencePlan = {
  preset: 'd59-fast',
  seeds: [0],
  claims: [
    inRange({ id: 'memorises', claim: 'Training is learnt by step 150.', published: 'independent implementation: 50', value: memorises, to: 150 }),
    inRange({ id: 'generalises', claim: 'Tests pass 99 % between steps 700 and 3 000.', published: 'independent implementation: 1 350, one seed; the source at a tenth of the learning rate: 15 600 to 26 000', value: generalises, from: 700, to: 3000 }),
  ],
}

export const s5Fast: EvidencePlan = {
  preset: 's5-fast',
  seeds: [0],
  measures: [{ measure: 'group_representations', at: 'last', members: ['128 neurons'] }],
  claims: [
    inRange({ id: 'memorises', claim: 'With 128 neurons training is learnt by step 300.', published: 'the source at a tenth of the learning rate: 99 % at 342, median of 50 seeds', member: '128 neurons', value: memorises, to: 300 }),
    inRange({ id: 'generalises', claim: 'With 128 neurons tests pass 99 % between steps 3 000 and 9 000.', published: 'independent implementation: 5 400, one seed; the source at a tenth of the learning rate: 38 700 to 218 000', member: '128 neurons', value: generalises, from: 3000, to: 9000 }),
    inRange({ id: 'generalises_in_all', claim: 'They do so by step 16 000.', published: 'a tenth of the source’s times, since the learning rate is ten times as high: 3 900 to 21 800, median 9 400, 50 seeds', member: '128 neurons', value: generalises, to: 16_000 }),
    inRange({ id: 'irreps', claim: 'With 128 neurons the logits end with a cosine above 0.3 to the traces of the standard representation, its product with the sign, or both together.', published: 'the source: key representations are nearly always sign and standard; cosines .51 and .77 for one seed', member: '128 neurons', value: (run) => Math.hypot(similarity('standard')(run) ?? 0, similarity('standard_sign')(run) ?? 0), from: 0.3 }),
    never({ id: 'width', claim: 'With 64 neurons the tests do not reach 99 %.', published: 'the source: 0 of 4 seeds with 64 neurons, 1 of 4 with 96, 3 of 4 with 112', member: '64 neurons', value: generalises }),
  ],
  finding:
    'A first run of 9 000 steps, the budget of the one seed of the independent implementation, ended at 4 % of the tests with a test loss that had fallen from 25.7 to 13.2 and fell faster at every step. The times of the source differ by a factor of more than five between seeds; the budget is 16 000 since, and the claim of 3 000 to 9 000 stands as it was.',
}
