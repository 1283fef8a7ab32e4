import { eventIds, type EventSteps, type FinalValues, type RunId, type RunState, type RunSummary } from '../../../shared/schema/run.ts'
import type { CurveTable } from './curves.ts'
import { forkOf } from './forks.ts'
import type { Marks } from './marks.ts'
import { from, type Reads } from './reads.ts'
import type { RunRow } from './run-table.ts'
import { savedConfig } from './saved-config.ts'

/**
 * Rows as the contract shows them. A list of hundreds is asked for again at every change of one, so what was put
 * together is kept until its run changes.
 */
export interface Summaries {
  of(row: RunRow, state: RunState): RunSummary
  forget(id: RunId): void
}

const finalSeries = ['train_loss', 'train_accuracy', 'test_loss', 'test_accuracy'] as const

export function summaries(reads: Reads, curves: CurveTable, marks: Marks): Summaries {
  type Kept = Omit<RunSummary, 'state'>
  const kept = new Map<RunId, Kept>()

  const make = (row: RunRow): Kept => ({
    id: row.id,
    name: row.name,
    preset: row.preset,
    ...savedConfig(row),
    project: row.project_id,
    tags: marks.tags(row.id),
    pinned: row.pinned === 1,
    hidden: row.hidden === 1,
    note: row.note,
    bookmarks: marks.bookmarks(row.id),
    seed: row.seed,
    executor: row.executor,
    executorBuild: row.executor_build,
    executorNote: row.executor_note,
    colourSlot: row.colour_slot,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    seconds: row.started_at === null ? null : row.seconds,
    compileSeconds: row.compile_seconds,
    events: eventsOf(row.id),
    final: finalOf(row.id),
    seams: seamsOf(row.id),
    set: row.set_id,
    member: row.member,
    parent: row.parent_run === null ? null : { run: row.parent_run, step: row.parent_step, fork: forkStateOf(row) },
    after: row.after_run,
  })

  const forkStateOf = (row: RunRow): { readonly state: number } | null => {
    const fork = forkOf(row)
    return fork === null ? null : { state: fork.state }
  }

  const eventsOf = (id: RunId): EventSteps => {
    const rows = reads.all(from.selectFrom('event').select(['event', 'step']).where('run_id', '=', id))
    const steps = new Map(rows.map((r) => [r.event, r.step]))
    return Object.fromEntries(eventIds.map((event) => [event, steps.get(event) ?? null])) as EventSteps
  }

  const seamsOf = (id: RunId): RunSummary['seams'] =>
    reads
      .all(from.selectFrom('seam').select(['step', 'at', 'same_build']).where('run_id', '=', id).orderBy('at'))
      .map((r) => ({ step: r.step, at: r.at, sameBuild: r.same_build === 1 }))

  const finalOf = (id: RunId): FinalValues | null => {
    const last = curves.lastStep(id)
    if (last === null) return null
    const points = curves.read(id, { series: finalSeries, after: last - 1 })
    const values = finalSeries.map((name) => points[name]?.values.at(-1))
    // What is not finite has no place in JSON; such a run is `diverged`, and its curves keep every value.
    if (!values.every((v) => v !== undefined && Number.isFinite(v))) return null
    return { step: last, ...Object.fromEntries(finalSeries.map((name, i) => [name, values[i]])) } as FinalValues
  }

  return {
    of(row, state) {
      let summary = kept.get(row.id)
      if (summary === undefined) kept.set(row.id, (summary = make(row)))
      return { ...summary, state }
    },
    forget: (id) => void kept.delete(id),
  }
}
