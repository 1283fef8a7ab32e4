import type { Executor, TrainingJob } from './executor.ts'

/** Steps of a probe in stretches, and how long it may take once it is warm. */
const stretches = 6
const stretchSteps = 10
const enoughMs = 2000

/**
 * Seconds a step of this job takes on an executor, in a session of its own that is thrown away: one step and 50 in five stretches, of
 * which the fastest counts, because what else the machine does only makes steps slower. Fewer steps when they are slow.
 * Infinity when it cannot make them: an executor that fails here is not chosen for its speed.
 */
export async function stepTime(executor: Executor, job: TrainingJob): Promise<number> {
  const signal = new AbortController().signal
  try {
    const session = await executor.compile(job)
    try {
      // The first steps pay for memory, caches and threads.
      await session.advance(2, signal)
      const until = performance.now() + enoughMs
      let least = Infinity
      for (let i = 0; i < stretches && performance.now() < until; i++) {
        const began = performance.now()
        const { steps } = await session.advance(i === 0 ? 1 : stretchSteps, signal)
        if (steps === 0) break
        least = Math.min(least, (performance.now() - began) / 1000 / steps)
      }
      return least
    } finally {
      session.dispose()
    }
  } catch {
    return Infinity
  }
}
