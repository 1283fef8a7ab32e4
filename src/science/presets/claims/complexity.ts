import type { EvidencePlan, EvidenceRun } from './claim.ts'
import { inRange } from './judge.ts'

function series({ measured }: EvidenceRun, name: string): readonly number[] {
  return measured.filter(({ measure, step }) => measure === 'complexity' && step > 0).flatMap(({ values }) => values[name] ?? [])
}

export const complexity: EvidencePlan = {
  preset: 'complexity',
  seeds: [0],
  measures: [{ measure: 'complexity', at: [20, 40, 100, 200, 300, 400, 600, 800, 1000, 1200, 1600, 2000] }],
  claims: [
    inRange({ id: 'falls', claim: 'The complexity at its peak is at least 2.5 times that at the end.', published: 'DeMoss et al. 2024: 95 kB → 24 kB for addition; independent implementation on this network: 20.3 kB → 6.8 kB', value: (run) => Math.max(...series(run, 'complexity_bytes')) / (series(run, 'complexity_bytes').at(-1) ?? NaN), from: 2.5 }),
    inRange({ id: 'peak', claim: 'The peak is between 10 and 40 kB.', published: 'independent implementation on this network: 20.3 kB', value: (run) => Math.max(...series(run, 'complexity_bytes')) / 1000, from: 10, to: 40 }),
    inRange({ id: 'naive', claim: 'The size of the raw weights varies by less than 5 %.', published: 'DeMoss et al. 2024: a flat line; independent implementation: 281 to 287 kB', value: (run) => Math.max(...series(run, 'naive_bytes')) / Math.min(...series(run, 'naive_bytes')) - 1, to: 0.05 }),
  ],
  finding:
    'The complexity falls from 17.8 kB to 6.9 kB at step 1 584, a factor of 2.57, and is 7.5 kB at step 2 000, a factor of 2.36. The peak of the independent implementation is higher, 20.3 kB, because its grid has no step as coarse as the memorised network allows; here the coarsest step is found by halving. The fall is the same.',
}
