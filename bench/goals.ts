import type { BenchWorkload } from '../src/shared/schema/bench.ts'

/** How many times faster than the best peer and than what users write a workload is meant to be: issue 4, "How fast". */
export const goals: Readonly<Record<BenchWorkload, { readonly best: number; readonly users: number }>> = {
  W1: { best: 1.1, users: 2 },
  W2: { best: 1.6, users: 2.5 },
  W3: { best: 1.6, users: 12 },
  W4: { best: 1.2, users: 6 },
  W5: { best: 1.1, users: 2.2 },
  W6: { best: 1.1, users: 1.8 },
  W7: { best: 1.8, users: 2.3 },
}

export const furtherGoals = {
  /** Share of its own lower bound that W1 is meant to reach. */
  w1Share: 0.8,
  compileMs: 150,
  liveMetricsApart: 0.03,
  manyRunsShare: 0.9,
  raceJax: 1.5,
  raceTorch: 2.5,
  /** Issue 5, "How fast". */
  quickMeasuresShare: 0.05,
  checkpointSeconds: 1,
  complexitySeconds: 3,
  uniquenessSeconds: 1,
  tablesTimes: 3,
} as const
