import { executorFor } from '../../src/main/worker/bench/executor-for.ts'
import { productsJob } from '../../src/main/worker/bench/programs/products.ts'
import { workloads } from '../../src/main/worker/bench/workload.ts'
import type { BenchWorkload } from '../../src/shared/schema/bench.ts'
import type { ExecutorName } from '../../src/shared/schema/run.ts'
import type { Stretch } from './throughput.ts'

export interface ProductOrder {
  readonly workload: BenchWorkload
  readonly executor: ExecutorName | null
  readonly seconds: number
}

/** The steps of a process that does only the matrix products of a workload, on one thread. */
export async function productRate({ workload, executor, seconds }: ProductOrder): Promise<Stretch> {
  const found = await executorFor(executor)
  const session = await found.compile(productsJob(workloads[workload], 1))
  const { signal } = new AbortController()
  await session.advance(20, signal)
  const beganMs = Date.now()
  let steps = 0
  while (Date.now() - beganMs < seconds * 1000) {
    await session.advance(20, signal)
    steps += 20
  }
  const endedMs = Date.now()
  session.dispose()
  return { steps, beganMs, endedMs }
}
