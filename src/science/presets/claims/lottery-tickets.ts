import type { EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { last, peak } from './read.ts'

export const lotteryTickets: EvidencePlan = {
  preset: 'lottery-tickets',
  seeds: [0],
  claims: [
    inRange({ id: 'ticket-30', claim: 'With 30 % pruned tests reach 95 % within 2 000 steps.', published: 'independent implementation: 99 % at 1 360', member: '30 % pruned', value: peak('test_accuracy'), from: 0.95 }),
    inRange({ id: 'ticket-60', claim: 'With 60 % pruned tests reach 90 % within 2 000 steps.', published: 'Minegishi et al. 2023: 60 % is their main ratio; independent implementation: 1 480', member: '60 % pruned', value: peak('test_accuracy'), from: 0.9 }),
    inRange({ id: 'random', claim: 'With a random mask of 60 % tests stay below 20 %.', published: 'Minegishi et al. 2023, figure 5; independent implementation: 0 %', member: '60 % pruned at random', value: last('test_accuracy'), to: 0.2 }),
    inRange({ id: 'ticket-90', claim: 'With 90 % pruned tests stay below 50 %.', published: 'Minegishi et al. 2023: 0.9 fails', member: '90 % pruned', value: last('test_accuracy'), to: 0.5 }),
  ],
  finding: 'The ticket of 60 % is at 80 % of the tests after 2 000 steps, from 74 % at 1 700: it generalises, later than the claim allows. Its mask is that of step 2 000, when the dense network has generalised but not yet cleaned up. The order of the tickets and the failure of the random mask are as published.',
}
