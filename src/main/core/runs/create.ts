import type { ParsedInputOf } from '../../../shared/rpc/specification.ts'
import type { LabContract } from '../../../shared/contract.ts'
import { LabError } from '../../../shared/errors.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { defaultProject, type Store } from '../store/store.ts'
import { configure } from './configure.ts'
import { findPreset } from './find-preset.ts'
import { colourSlot, differences, nameOf, newRunId } from './naming.ts'

export type CreateRequest = ParsedInputOf<LabContract['runs.create']>

export interface CreateOptions {
  readonly now: () => string
  /** Threads of all workers together: more than there are would never be free. */
  readonly maxThreads: number
  /** Refuses ids of measures that do not exist. */
  readonly checkMeasures: (ids: readonly string[]) => Promise<void>
}

/** These networks are small: with more threads than this, sharing a step out takes longer than it saves. */
const mostThreads = 4

/** Saves a run and puts it at the end of the queue. Everything is checked before anything is written. */
export async function createRun(store: Store, request: CreateRequest, { now, maxThreads, checkMeasures }: CreateOptions): Promise<RunId> {
  if ((request.preset === null) === (request.config === null)) {
    throw new LabError('bad-input', 'A run begins either from a preset or from a configuration. Nothing was saved; name one of the two.')
  }
  const preset = request.preset === null ? null : findPreset(request.preset)
  const config = configure(preset?.config ?? request.config, request)
  await checkMeasures(config.measures)

  const from = preset === null ? null : { title: preset.title, config: RunConfig.parse(preset.config) }
  const id = newRunId()
  store.transact(() => {
    const taken = new Set(store.runs.names())
    store.runs.insertQueued(
      {
        id,
        name: nameOf(config, from, taken, request.seeds),
        preset: preset?.id ?? null,
        config: JSON.stringify(config),
        config_schema: config.schema,
        config_as_preset: from !== null && differences(from.config, config).length === 0 ? 1 : 0,
        seed: config.seed,
        executor_wanted: request.executor,
        // The reference computes on one thread; others that were not asked for must not wait for it.
        threads: Math.min(request.threads ?? (request.executor === 'reference' ? 1 : mostThreads), maxThreads),
        colour_slot: colourSlot(store.runs.usedColours()),
        created_at: now(),
      },
      defaultProject,
    )
  })
  return id
}
