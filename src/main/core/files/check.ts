import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { WorkerPool } from '../analysis/pool.ts'
import type { Gather } from './gather.ts'

/** Sets a configuration up in a worker, without training it: the lab itself cannot name tasks and models. Seeds are all checked alike. */
export function configChecker(pool: WorkerPool, gather: Gather): (config: RunConfig) => Promise<void> {
  let sound = ''
  return async (config) => {
    const key = JSON.stringify({ ...config, seed: 0, steps: 0 })
    if (key === sound) return // as one of many seeds
    const files = await gather(config)
    await pool.use((worker) => worker.call('check', { config, files }))
    sound = key
  }
}
