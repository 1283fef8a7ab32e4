import type { Evidence, EvidencePlan } from './claim.ts'
import { inRange, middles, shown } from './judge.ts'
import { last, type Reading } from './read.ts'

const widths = [8, 12, 16, 24, 32, 48, 64, 100, 200, 400]
const members = widths.map((width) => `width ${width}`)

/** The smallest width at which the middle of a value reaches a threshold. */
function widthAt(evidence: Evidence, value: Reading, threshold: number): number | null {
  return widths[middles(evidence, members, value).findIndex((each) => each !== null && each >= threshold)] ?? null
}

export const widthSweep: EvidencePlan = {
  preset: 'width-sweep',
  seeds: [0],
  claims: [
    {
      id: 'delay',
      claim: 'Tests reach 95 % after 1 500 steps only at a width at least twice that at which training reaches 99 %.',
      published: 'Davies et al. 2022, figure 4: tests jump late in the embedding dimension',
      check(evidence) {
        const [train, tests] = [widthAt(evidence, last('train_accuracy'), 0.99), widthAt(evidence, last('test_accuracy'), 0.95)]
        return { measured: `train at ${shown(train)}, tests at ${shown(tests)}`, holds: train !== null && tests !== null && tests >= 2 * train }
      },
    },
    inRange({ id: 'wide', claim: 'At width 200 tests end above 95 %.', published: 'reference run', member: 'width 200', value: last('test_accuracy'), from: 0.95 }),
    inRange({ id: 'narrow', claim: 'At width 8 tests end below 30 %.', published: 'Davies et al. 2022, figure 4', member: 'width 8', value: last('test_accuracy'), to: 0.3 }),
  ],
}
