import { eventConditions } from '../../science/phases/index.ts'
import { eventIds, type EventId } from '../../shared/schema/run.ts'

/**
 * Which canonical events have happened while training, so that their checkpoints carry the optimiser's state. The events of a run
 * are derived from its stored curves and do not come from here.
 */
export class EventWatch {
  readonly #seen = new Set<EventId>()

  /** Whether a condition holds here for the first time. */
  sees(values: Readonly<Record<string, number>>): boolean {
    const fresh = eventIds.filter((id) => {
      const { series, threshold } = eventConditions[id]
      return !this.#seen.has(id) && (values[series] ?? NaN) >= threshold
    })
    for (const id of fresh) this.#seen.add(id)
    return fresh.length > 0
  }
}
