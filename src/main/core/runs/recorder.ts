import { eventConditions, eventSteps } from '../../../science/phases/index.ts'
import { scheduleOf } from '../../../science/schedule.ts'
import { clockedFrom } from '../../../shared/runs/clock.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import { eventIds, type Curves, type EventSteps, type RunId } from '../../../shared/schema/run.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import type { DerivedEvent } from '../store/run-table.ts'
import type { Store } from '../store/store.ts'

export interface Batch {
  readonly curves: Curves
  /** Active time in this worker. */
  readonly seconds: number
  readonly checkpoint: { readonly step: number; readonly weights: NamedTensors; readonly optimiser: NamedTensors | null } | null
}

/** Writes what one stretch of training yields. */
export interface Recorder {
  /** Points, checkpoints, progress and events of some batches in one transaction; when it resolves they are on disk. */
  commit(batches: readonly Batch[]): Promise<void>
}

const eventSeries = [...new Set(Object.values(eventConditions).map((c) => c.series))]

export function recorder(store: Store, id: RunId, config: RunConfig, now: () => string): Recorder {
  const before = store.runs.get(id).seconds
  let last = store.curves.lastStep(id)
  let events = eventSteps(store.curves.read(id, { series: eventSeries }))
  // Stopping and finishing log their last step even where the schedule has no point. Once training is past it, the
  // curves are those of an undisturbed run, so the point goes in the very transaction that brings the next one.
  let extra = extraPoint(last, config)

  return {
    async commit(batches) {
      const staged = await allOrFirstError(batches.flatMap(({ checkpoint }) => (checkpoint === null ? [] : [store.checkpoints.stage(checkpoint)])))
      const reached = Math.max(last ?? -1, ...batches.flatMap(({ curves }) => Object.values(curves).map((s) => s.steps.at(-1) ?? -1)))
      const passes = extra !== null && reached > extra
      const found = store.transact(() => {
        if (passes && extra !== null) store.curves.removePoint(id, extra)
        for (const { curves } of batches) store.curves.append(id, clockedFrom(curves, before))
        for (const checkpoint of staged) store.checkpoints.commit(id, checkpoint)
        store.runs.progress(id, Math.max(reached, 0), before + (batches.at(-1)?.seconds ?? 0), now())
        // What was seen at a point that is gone did not happen there.
        const known = passes ? eventSteps(store.curves.read(id, { series: eventSeries })) : later(events, batches)
        if (passes || eventIds.some((event) => known[event] !== events[event])) store.runs.setEvents(id, derivedEvents(known))
        return known
      })
      events = found
      last = reached < 0 ? null : reached
      if (passes) extra = null
      store.changed(id)
    },
  }
}

/** All of them, so that nothing is still being written when one has failed. */
async function allOrFirstError<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

function extraPoint(last: number | null, config: RunConfig): number | null {
  return last === null || scheduleOf(config).logged.includes(last) ? null : last
}

/** Events that had not happened before, by the points of some batches. */
function later(events: EventSteps, batches: readonly Batch[]): EventSteps {
  return batches.reduce((known, { curves }) => {
    const fresh = eventSteps(curves)
    return Object.fromEntries(eventIds.map((event) => [event, known[event] ?? fresh[event]])) as EventSteps
  }, events)
}

/** An event is stored with the rule that found it. */
export function derivedEvents(events: EventSteps): DerivedEvent[] {
  return eventIds.flatMap((event) => {
    const step = events[event]
    return step === null ? [] : [{ event, step, ...eventConditions[event] }]
  })
}
