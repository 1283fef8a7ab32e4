import { eventIds, type Curves, type EventId, type EventSteps, type SeriesData } from '../../shared/schema/run.ts'

/** An event is the first logged step at which a series has reached its threshold. */
export interface EventCondition {
  readonly series: string
  /** The series is at or above it. */
  readonly threshold: number
}

export const eventConditions: Readonly<Record<EventId, EventCondition>> = {
  train_acc_99: { series: 'train_accuracy', threshold: 0.99 },
  train_acc_100: { series: 'train_accuracy', threshold: 1 },
  test_acc_50: { series: 'test_accuracy', threshold: 0.5 },
  test_acc_95: { series: 'test_accuracy', threshold: 0.95 },
  test_acc_99: { series: 'test_accuracy', threshold: 0.99 },
}

/** The first logged step at which the series is at or above the threshold; null when there is none. NaN is below everything. */
export function firstStepAtLeast(series: SeriesData | undefined, threshold: number): number | null {
  const at = series?.values.findIndex((value) => value >= threshold) ?? -1
  return series?.steps[at] ?? null
}

/** Every canonical event of a run, from its stored curves. */
export function eventSteps(curves: Curves): EventSteps {
  const steps = eventIds.map((id) => {
    const { series, threshold } = eventConditions[id]
    return [id, firstStepAtLeast(curves[series], threshold)] as const
  })
  return Object.fromEntries(steps) as EventSteps
}
