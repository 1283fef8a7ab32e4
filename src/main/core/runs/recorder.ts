import { eventConditions, eventSteps } from '../../../science/phases/index.ts'
import { scheduleOf } from '../../../science/schedule.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import { eventIds, type Curves, type RunId } from '../../../shared/schema/run.ts'
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
  /** Points, checkpoint, progress and events in one transaction; when it resolves they are on disk. */
  commit(batch: Batch): Promise<void>
}

const eventSeries = [...new Set(Object.values(eventConditions).map((c) => c.series))]

export function recorder(store: Store, id: RunId, config: RunConfig, now: () => string): Recorder {
  const before = store.runs.get(id).seconds
  // Stopping and finishing log their last step even where the schedule has no point. Once training is past it, the
  // curves are those of an undisturbed run, so the point goes in the very transaction that brings the next one.
  let extra = extraPoint(store.curves.lastStep(id), config)

  return {
    async commit({ curves, seconds, checkpoint }) {
      const staged = checkpoint === null ? null : await store.checkpoints.stage(checkpoint)
      const reached = Math.max(...Object.values(curves).map((s) => s.steps.at(-1) ?? -1), -1)
      const passes = extra !== null && reached > extra
      store.transact(() => {
        if (passes && extra !== null) store.curves.removePoint(id, extra)
        store.curves.append(id, curves)
        if (staged !== null) store.checkpoints.commit(id, staged)
        store.runs.progress(id, store.curves.lastStep(id) ?? 0, before + seconds, now())
        store.runs.setEvents(id, derive(store.curves.read(id, { series: eventSeries })))
      })
      if (passes) extra = null
      store.changed(id)
    },
  }
}

function extraPoint(last: number | null, config: RunConfig): number | null {
  return last === null || scheduleOf(config).logged.includes(last) ? null : last
}

/** An event is stored with the rule that found it. */
function derive(curves: Curves): DerivedEvent[] {
  const steps = eventSteps(curves)
  return eventIds.flatMap((event) => {
    const step = steps[event]
    return step === null ? [] : [{ event, step, ...eventConditions[event] }]
  })
}
