import type { EvidencePlan, EvidenceRun } from './claim.ts'
import { inRange } from './judge.ts'
import { last, ratio, at, stepOf } from './read.ts'

/** How often the logged training loss rises more than a hundredfold from one logged step to the next, after training is learnt. */
function spikes({ curves, events }: EvidenceRun): number {
  const { steps, values } = curves['train_loss'] ?? { steps: [], values: [] }
  const from = events.train_acc_100 ?? Infinity
  return [...steps].filter((step, i) => step > from && i > 0 && (values[i] ?? 0) > 100 * (values[i - 1] ?? Infinity)).length
}

export const slingshot: EvidencePlan = {
  preset: 'slingshot',
  seeds: [0],
  finding:
    'The growth is there and small: with ε = 1e-8 the norm of all weights goes from 60.4 at step 1 021 to 71.0 at step 20 000, with 13 spikes at logged steps, where with ε = 1e-5 it goes from 58.2 to 59.2 without one. The last layer has 9 % of growth in it. The factor of two is ours, not the paper’s, which shows hundreds of thousands of steps of a deeper network; within 20 000 steps the tests stay at 49 %, as theirs do before 100 000.',
  claims: [
    inRange({ id: 'memorises', claim: 'With ε = 1e-8 training is learnt by step 1 000.', published: 'Thilak et al. 2022: about 300', member: 'ε = 1e-8', value: stepOf('train_acc_100'), to: 1000 }),
    inRange({ id: 'spikes', claim: 'With ε = 1e-8 the training loss spikes at least once afterwards.', published: 'Thilak et al. 2022: cycles', member: 'ε = 1e-8', value: spikes, from: 1 }),
    inRange({ id: 'norm', claim: 'With ε = 1e-8 the norm of the last layer ends at least twice as large as at step 1 000.', published: 'Thilak et al. 2022: it grows in steps', member: 'ε = 1e-8', value: ratio(last('norm_l2.unembed.weight'), at('norm_l2.unembed.weight', 1000)), from: 2 }),
    inRange({ id: 'epsilon', claim: 'With ε = 1e-5 there is no spike.', published: 'Thilak et al. 2022: none at 1e-5', member: 'ε = 1e-5', value: spikes, to: 0 }),
  ],
}
