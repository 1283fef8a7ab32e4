import type { EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { last } from './read.ts'

const end = last('test_accuracy')

export const ungrok: EvidencePlan = {
  preset: 'ungrok',
  seeds: [0],
  claims: [
    inRange({ id: 'before', claim: 'Before, tests are at 95 % or above.', published: 'reference run: 99 % by 1 300 steps', member: 'grokked', value: end, from: 0.95 }),
    inRange({ id: 'forgets-9', claim: 'On 9 % of the table tests fall to 5 % or below.', published: 'independent implementation: 0 %', member: '9 % of the table', value: end, to: 0.05 }),
    inRange({ id: 'forgets-4', claim: 'On 4 % of the table tests fall to 5 % or below.', published: 'independent implementation: 0 %', member: '4 % of the table', value: end, to: 0.05 }),
    inRange({ id: 'between', claim: 'On 14 % of the table they end between 5 and 90 %.', published: 'independent implementation: 32 %; Varma et al. 2023 predict a sharp transition', member: '14 % of the table', value: end, from: 0.05, to: 0.9 }),
    inRange({ id: 'keeps', claim: 'On 20 % of the table they stay at 90 % or above.', published: 'independent implementation: 95 %', member: '20 % of the table', value: end, from: 0.9 }),
    inRange({ id: 'decay-half', claim: 'On 20 % with half the decay they stay at 90 % or above: the end does not depend on it.', published: 'Varma et al. 2023: final accuracy independent of the decay', member: '20 % of the table, decay 0.5', value: end, from: 0.9 }),
    inRange({ id: 'decay-double', claim: 'On 20 % with twice the decay they stay at 90 % or above.', published: 'Varma et al. 2023: final accuracy independent of the decay', member: '20 % of the table, decay 2', value: end, from: 0.9 }),
    inRange({ id: 'scratch-20', claim: 'From scratch 20 % of the table leave tests below 5 %.', published: 'independent implementation: about 0 %', member: '20 % from scratch', value: end, to: 0.05 }),
    inRange({ id: 'scratch-30', claim: 'From scratch 30 % leave them between 1 and 80 %: semi-grokking.', published: 'independent implementation: 10 % and rising', member: '30 % from scratch', value: end, from: 0.01, to: 0.8 }),
  ],
  finding: 'On 20 % of the table the three decays end at 94.1, 91.8 and 89.4 %: the last is just below the range. That is near the threshold, where the end still falls a little with the decay; at a factor of four in the decay it moves by 5 %.',
}
