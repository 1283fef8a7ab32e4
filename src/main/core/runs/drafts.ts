import { eventConditions } from '../../../science/phases/index.ts'
import type { RunPreset } from '../../../science/types.ts'
import { LabError } from '../../../shared/errors.ts'
import type { GoesOn } from '../../../shared/schema/preset.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { EventId, ExecutorName, RunId } from '../../../shared/schema/run.ts'
import type { RunRow } from '../store/run-table.ts'
import type { Store } from '../store/store.ts'
import { configure } from './configure.ts'
import { newRunId } from './naming.ts'
import type { PlannedRun } from './planned-runs.ts'

/** A run that is about to be saved. */
export interface Draft {
  readonly id: RunId
  readonly preset: string | null
  /** What its name begins with; null where that is told by its configuration. */
  readonly title: string | null
  readonly member: string | null
  readonly config: RunConfig
  /** As the preset has it; null without one. */
  readonly unchanged: RunConfig | null
  /** The run that it goes on from, and how. */
  readonly parent: RunId | null
  readonly goesOn: GoesOn | null
  /** It begins once this one is finished. */
  readonly after: RunId | null
}

interface Wanted {
  readonly seed: number | null
  readonly executor: ExecutorName | null
}

/**
 * Runs with names, each after the one from which it goes on. That one is among them; or it is a run of a preset that is saved
 * already, with this seed and nothing else changed; or, where there is none, it is made too.
 */
export function draftsOf(store: Store, preset: string, planned: readonly PlannedRun[], wanted: Wanted): readonly Draft[] {
  const drafts: Draft[] = []
  const idOf = new Map<PlannedRun, RunId>()
  const bases = new Map<string, RunId>()

  const baseFor = (base: RunPreset, at: GoesOn['at'], title: string): RunId => {
    const known = bases.get(base.id)
    if (known !== undefined) return known
    const config = configure(base.config, { seed: wanted.seed, steps: null, set: [] })
    const saved = savedBase(store, base.id, config, wanted.executor)
    if (saved !== null) expectEvent(store, saved, at, title)
    const id = saved?.id ?? newRunId()
    if (saved === null) drafts.push({ id, preset: base.id, title: base.title, member: null, config, unchanged: configure(base.config, { seed: null, steps: null, set: [] }), parent: null, goesOn: null, after: null })
    bases.set(base.id, id)
    return id
  }

  for (const run of planned) {
    const { goesOn } = run
    const parent = goesOn === null ? null : 'unchanged' in goesOn.from ? (idOf.get(goesOn.from) ?? null) : baseFor(goesOn.from, goesOn.at, run.title)
    const id = newRunId()
    idOf.set(run, id)
    drafts.push({
      id,
      preset,
      title: run.title,
      member: run.member,
      config: run.config,
      unchanged: run.unchanged,
      parent,
      goesOn: goesOn === null ? null : { at: goesOn.at, start: goesOn.start },
      after: null,
    })
  }
  return drafts
}

const rank: Readonly<Partial<Record<RunRow['status'], number>>> = { finished: 0, running: 1, paused: 2, queued: 3 }

/** A run of the preset that is finished, or on its way there; one by the executor that is asked for, where one is. */
function savedBase(store: Store, preset: string, config: RunConfig, executor: ExecutorName | null): RunRow | null {
  const fit = store.runs
    .alike(preset, JSON.stringify(config))
    .filter((row) => rank[row.status] !== undefined && (executor === null || (row.executor ?? row.executor_wanted) === executor))
    .sort((a, b) => (rank[a.status] ?? 0) - (rank[b.status] ?? 0))
  return fit[0] ?? null
}

/** What never happened in a finished run would not happen in another with its seed. */
function expectEvent(store: Store, { id, status, name }: RunRow, at: GoesOn['at'], title: string): void {
  if (at === 'last' || status !== 'finished' || store.summary(id).events[at] !== null) return
  throw new LabError('not-possible-now', `${title} goes on from where “${name}” reached ${eventWords(at)}, which it never did. Nothing was saved; choose another seed.`, { run: id, event: at })
}

/** `a test accuracy of 95 %`. */
export function eventWords(event: EventId): string {
  const { series, threshold } = eventConditions[event]
  return `a ${series.replace('_', ' ')} of ${threshold * 100} %`
}
