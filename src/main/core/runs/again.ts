import { LabError } from '../../../shared/errors.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { forkOf } from '../store/forks.ts'
import type { RunRow } from '../store/run-table.ts'
import { usableConfig } from '../store/saved-config.ts'
import type { Store } from '../store/store.ts'
import { createRun, type CreateOptions } from './create.ts'
import { forkRun } from './fork.ts'

/**
 * Saves a run of the same configuration, and puts it at the end of the queue: from the first step, or, of a fork, from where that began.
 *
 * @returns what was saved, in the order in which it trains: the repetition is the last
 */
export async function runAgain(store: Store, id: RunId, seed: number | null, options: CreateOptions): Promise<readonly RunId[]> {
  const row = store.runs.get(id)
  const config = usableConfig(row)
  if (forkOf(row) !== null) return [await forkAgain(store, row, config, seed, options)]
  const order = { executor: row.executor_wanted, threads: row.threads, seeds: null, set: [], project: row.project_id }
  // What is as its preset has it comes with what that needs before it, for any seed.
  if (row.preset !== null && row.config_as_preset === 1 && row.member === null) {
    return createRun(store, { ...order, preset: row.preset, config: null, basis: null, seed: seed ?? config.seed, steps: config.steps }, options)
  }
  return createRun(store, { ...order, preset: null, config: JSON.parse(row.config) as never, basis: row.preset === null ? null : { preset: row.preset, member: row.member }, seed, steps: null }, options)
}

async function forkAgain(store: Store, row: RunRow, config: RunConfig, seed: number | null, options: CreateOptions): Promise<RunId> {
  const { parent_run: parent, parent_step: step } = row
  if (parent === null || step === null) {
    throw new LabError('not-possible-now', `“${row.name}” was forked from a run that this store has no more. Nothing was saved; fork this one at step ${step ?? 0} instead.`, { id: row.id })
  }
  const { seed: own, steps } = config
  return forkRun(store, { id: parent, step, config, seed: seed ?? own, steps }, options)
}
