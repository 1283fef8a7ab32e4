import { exponentialFit } from '../../theory/exponential-fit.ts'
import type { EvidencePlan } from './claim.ts'
import { across, inRange, middles, shown } from './judge.ts'
import { difference, firstAbove, stepOf } from './read.ts'

const delay = difference(stepOf('test_acc_95'), firstAbove('train_accuracy', 0.95))
const bits = [0, 10, 20, 30, 40]
const members = bits.map((each) => `${each} bits`)

export const concealment: EvidencePlan = {
  preset: 'concealment',
  seeds: [0, 1, 2],
  claims: [
    inRange({ id: 'plain', claim: 'Without random bits tests pass 95 % within 500 epochs (9 000 steps).', published: 'Miller et al. 2023, figure 5', member: '0 bits', value: stepOf('test_acc_95') }),
    across({ id: 'grows', claim: 'The delay with 30 bits is more than twice that with 10.', published: 'Miller et al. 2023, figure 5: exponential in the bits', members: ['10 bits', '30 bits'], value: delay, holds: ([few, many]) => (many ?? NaN) > 2 * (few ?? NaN) }),
    {
      id: 'exponential',
      claim: 'The logarithm of the delay correlates with the number of bits above 0.9.',
      published: 'Miller et al. 2023: r = 0.92 over six operations and three seeds',
      check(evidence) {
        const delays = middles(evidence, members, delay)
        const fit = exponentialFit(bits.flatMap((added, i) => {
          const found = delays[i] ?? null
          return found === null ? [] : [{ added, delay: found }]
        }))
        return { measured: fit === null ? 'no delays' : `r = ${shown(fit.correlation)}, delays ${delays.map(shown).join(', ')}`, holds: (fit?.correlation ?? 0) > 0.9 && (fit?.points ?? 0) >= 4 }
      },
    },
  ],
}
