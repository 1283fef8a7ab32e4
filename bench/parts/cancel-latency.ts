import { setTimeout as sleep } from 'node:timers/promises'
import { executorFor } from '../../src/main/worker/bench/executor-for.ts'
import { dataOf } from '../../src/main/worker/bench/data.ts'
import { initialWeights } from '../../src/main/worker/bench/parameters.ts'
import { benchJob } from '../../src/main/worker/bench/programs/job.ts'
import { workloads } from '../../src/main/worker/bench/workload.ts'
import { quantile } from '../../src/main/core/bench/quantile.ts'
import type { BenchWorkload } from '../../src/shared/schema/bench.ts'
import type { ExecutorName } from '../../src/shared/schema/run.ts'

export interface CancelLatency {
  readonly executor: string
  readonly workload: BenchWorkload
  readonly msPerStep: number
  /** From the abort to the return of `advance`, milliseconds. */
  readonly medianMs: number
  readonly longestMs: number
  /** The longest as a number of steps: not more than one is the promise, and what the event loop adds. */
  readonly longestSteps: number
  readonly cancels: number
}

export interface CancelOrder {
  readonly executor: ExecutorName | null
  readonly workload: BenchWorkload
  readonly threads: number
  readonly cancels: number
}

/** How long `advance` goes on after it was told to stop. */
export async function cancelLatency({ executor, workload, threads, cancels }: CancelOrder): Promise<CancelLatency> {
  const job = benchJob(workloads[workload], initialWeights(workloads[workload], 0), dataOf(workloads[workload]), threads)
  const found = await executorFor(executor)
  const session = await found.compile(job)
  const never = new AbortController().signal
  await session.advance(20, never)
  const began = performance.now()
  await session.advance(20, never)
  const msPerStep = (performance.now() - began) / 20

  const latencies: number[] = []
  for (let i = 0; i < cancels; i++) {
    const cancel = new AbortController()
    const advance = session.advance(1e8, cancel.signal)
    // Aborts fall at all places of a step.
    await sleep(msPerStep * (2 + (i * 0.618) % 1))
    const asked = performance.now()
    cancel.abort()
    const { end } = await advance
    if (end === 'diverged') throw new Error('the training diverged')
    latencies.push(performance.now() - asked)
  }
  session.dispose()
  const longestMs = Math.max(...latencies)
  return { executor: found.name, workload, msPerStep, medianMs: quantile(latencies, 0.5), longestMs, longestSteps: longestMs / msPerStep, cancels }
}
