import { executorFor } from '../../src/main/worker/bench/executor-for.ts'
import { productsJob } from '../../src/main/worker/bench/programs/products.ts'
import { workloads } from '../../src/main/worker/bench/workload.ts'
import type { BenchWorkload } from '../../src/shared/schema/bench.ts'
import type { ExecutorName } from '../../src/shared/schema/run.ts'

export interface ProductOrder {
  readonly workload: BenchWorkload
  readonly executor: ExecutorName | null
  readonly seconds: number
}

/** Steps a second of a process that does only the matrix products of a workload, on one thread. */
export async function productRate({ workload, executor, seconds }: ProductOrder): Promise<{ readonly stepsPerSecond: number }> {
  const found = await executorFor(executor)
  const session = await found.compile(productsJob(workloads[workload], 1))
  const { signal } = new AbortController()
  await session.advance(20, signal)
  const began = performance.now()
  let steps = 0
  while (performance.now() - began < seconds * 1000) {
    await session.advance(20, signal)
    steps += 20
  }
  const stepsPerSecond = (steps * 1000) / (performance.now() - began)
  session.dispose()
  return { stepsPerSecond }
}
