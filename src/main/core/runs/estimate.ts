import { scheduleOf } from '../../../science/schedule.ts'
import type { Estimate } from '../../../shared/schema/estimate.ts'
import type { Executors } from '../analysis/executors.ts'
import type { WorkerPool } from '../analysis/pool.ts'
import type { Gather } from '../files/gather.ts'
import type { Store } from '../store/store.ts'
import { configure } from './configure.ts'
import { mostThreads } from './create.ts'

export interface EstimateParts {
  readonly store: Store
  readonly pool: WorkerPool
  readonly gather: Gather
  readonly executors: Executors
  readonly threads: number
}

/** Long enough for the rate to settle, short enough for a form. */
const limitMs = 1000

/**
 * Seconds = compile + steps × step + logged steps × look + checkpoints × (measures and reading). The range is that of four of five of
 * the timed batches; what else the computer does while the run trains is not in it.
 */
export async function estimateRun({ store, pool, gather, executors, threads }: EstimateParts, config: unknown, signal: AbortSignal): Promise<Estimate> {
  const asked = configure(config, { seed: null, steps: null, set: [] })
  const files = await gather(asked)
  const unfit = await executors.unfitFor(null)
  const busyWith = store.runs.unfinished().filter(({ status }) => status === 'running').length
  const timing = await pool.use((worker) => worker.call('estimate', { config: asked, files, unfit, threads: Math.min(mostThreads, threads), limitMs }), signal)
  const { logged, checkpoints, withOptimiser } = scheduleOf(asked)
  const beside = timing.compileSeconds + logged.length * timing.logSeconds + checkpoints.length * timing.checkpointSeconds
  const all = (step: number): number => beside + asked.steps * step
  const { low, middle, high } = timing.stepSeconds
  return {
    timing,
    seconds: { low: all(low), middle: all(middle), high: all(high) },
    loggedSteps: logged.length,
    checkpoints: checkpoints.length,
    diskBytes: checkpoints.length * timing.weightBytes + withOptimiser.size * timing.optimiserBytes,
    busyWith,
  }
}
