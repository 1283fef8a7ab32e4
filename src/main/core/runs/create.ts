import type { LabContract } from '../../../shared/contract.ts'
import { LabError } from '../../../shared/errors.ts'
import type { ParsedInputOf } from '../../../shared/rpc/specification.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { ExecutorName, RunId } from '../../../shared/schema/run.ts'
import { openProject } from '../organise/projects.ts'
import type { Store } from '../store/store.ts'
import { configure } from './configure.ts'
import { draftsOf, type Draft } from './drafts.ts'
import { findPreset } from './find-preset.ts'
import { colourSlot, differences, nameOf, newRunId, newSetId } from './naming.ts'
import { plannedRuns } from './planned-runs.ts'

export type CreateRequest = ParsedInputOf<LabContract['runs.create']>
export type SetRequest = ParsedInputOf<LabContract['sets.create']>

export interface CreateOptions {
  readonly now: () => string
  /** Threads of all workers together: more than there are would never be free. */
  readonly maxThreads: number
  /** Refuses measures that do not exist, or not with such parameters. */
  readonly checkMeasures: (measures: RunConfig['measures']) => Promise<void>
  /** Refuses what cannot be trained: files that do not fit, a side of the split without examples, a model that cannot take the task. */
  readonly checkConfig: (config: RunConfig) => Promise<void>
}

/** These networks are small: with more threads than this, sharing a step out takes longer than it saves. */
export const mostThreads = 4

/**
 * Saves a run and puts it at the end of the queue; before it the run that it goes on from, where that has to be made. Everything is
 * checked before anything is written.
 *
 * @returns what was saved, in the order in which it trains: the run that was asked for is the last
 */
export async function createRun(store: Store, request: CreateRequest, options: CreateOptions): Promise<readonly RunId[]> {
  if ((request.preset === null) === (request.config === null)) {
    throw new LabError('bad-input', 'A run begins either from a preset or from a configuration. Nothing was saved; name one of the two.')
  }
  if (request.basis !== null && request.config === null) throw new LabError('bad-input', 'A basis says what a configuration began as, and there is none. Nothing was saved; leave it out.')
  const own = request.preset === null ? draftOfConfig(request) : draftsOfPreset(store, request.preset, request)
  return save(store, own, { ...request, set: null }, options)
}

/** Saves the runs of a set, each to begin when the one before it is finished. Everything is checked before anything is written. */
export async function createSet(store: Store, request: SetRequest, options: CreateOptions): Promise<{ readonly set: string; readonly runs: readonly RunId[] }> {
  const preset = findPreset(request.preset)
  if (preset.kind !== 'set') {
    throw new LabError('bad-input', `${preset.title} is not a set of runs. Nothing was saved; start it by itself.`, { preset: preset.id, kind: preset.kind })
  }
  const drafts = draftsOf(store, preset.id, plannedRuns(preset, request), request)
  const set = newSetId()
  const inOrder = drafts.map((draft, i) => ({ ...draft, after: drafts[i - 1]?.id ?? null }))
  return { set, runs: await save(store, inOrder, { ...request, seeds: null, set }, options) }
}

function draftOfConfig(request: CreateRequest): readonly Draft[] {
  const config = configure(request.config, request)
  const plain = { id: newRunId(), config, parent: null, goesOn: null, after: null }
  const { basis } = request
  if (basis === null) return [{ ...plain, preset: null, title: null, member: null, unchanged: null }]
  const preset = findPreset(basis.preset)
  const planned = preset.kind === 'theory' ? undefined : plannedRuns(preset).find(({ member }) => member === basis.member)
  if (planned === undefined) {
    const what = basis.member === null ? 'is no single run' : `has no run ${JSON.stringify(basis.member)}`
    throw new LabError('bad-input', `${preset.title} ${what}, so no configuration began as that. Nothing was saved; leave the basis out.`, { preset: basis.preset, member: basis.member })
  }
  return [{ ...plain, preset: basis.preset, title: planned.title, member: basis.member, unchanged: planned.unchanged }]
}

function draftsOfPreset(store: Store, id: string, request: CreateRequest): readonly Draft[] {
  const preset = findPreset(id)
  if (preset.kind === 'theory') {
    throw new LabError('bad-input', `${preset.title} needs no network, so there is nothing to train. Nothing was saved; compute it instead.`, { preset: id, kind: preset.kind })
  }
  if (preset.kind === 'set') {
    throw new LabError('bad-input', `${preset.title} is a set of ${preset.members.length} runs, which are made together. Nothing was saved; start it as a set.`, { preset: id, kind: preset.kind })
  }
  return draftsOf(store, id, plannedRuns(preset, request), request)
}

interface Order {
  readonly executor: ExecutorName | null
  readonly threads: number | null
  readonly project: string
  readonly seeds: readonly [number, number] | null
  /** The set whose runs these are. */
  readonly set: string | null
}

/** The parts that have to go together. */
function whatMustFit({ task, split, model, loss, batch }: RunConfig): string {
  return JSON.stringify([task, { ...split, data_seed: 0 }, model, loss, batch])
}

async function save(store: Store, drafts: readonly Draft[], { executor, threads, project, seeds, set }: Order, { now, maxThreads, checkMeasures, checkConfig }: CreateOptions): Promise<readonly RunId[]> {
  for (const { config, unchanged } of drafts) {
    await checkMeasures(config.measures)
    // A preset was checked when it was written, and no optimiser, seed or schedule makes it unsound; so most runs need no worker here.
    if (unchanged === null || whatMustFit(unchanged) !== whatMustFit(config)) await checkConfig(config)
  }
  store.transact(() => {
    openProject(store, project)
    for (const { id, preset, title, member, config, unchanged, parent, goesOn, after } of drafts) {
      const from = title === null || unchanged === null ? null : { title, config: unchanged }
      store.runs.insertQueued(
        {
          id,
          name: nameOf(config, from, new Set(store.runs.names()), seeds),
          preset,
          config: JSON.stringify(config),
          config_schema: config.schema,
          config_as_preset: from !== null && differences(from.config, config).length === 0 ? 1 : 0,
          seed: config.seed,
          executor_wanted: executor,
          // The reference computes on one thread; others that were not asked for must not wait for it.
          threads: Math.min(threads ?? (executor === 'reference' ? 1 : mostThreads), maxThreads),
          colour_slot: colourSlot(store.runs.usedColours()),
          created_at: now(),
          set_id: set,
          member,
          parent_run: parent,
          after_run: after,
          goes_on: goesOn === null ? null : JSON.stringify(goesOn),
        },
        project,
      )
    }
  })
  return drafts.map(({ id }) => id)
}
