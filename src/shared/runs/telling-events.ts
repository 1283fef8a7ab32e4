import { chanceOf } from '../schema/config/task-words.ts'
import type { TaskConfig } from '../schema/config/task.ts'
import { eventIds, type EventId, type EventSteps } from '../schema/run.ts'

/** From here on half of the answers is about what guessing gets, and passing it is news of nothing. */
const highChance = 1 / 3

/** What a guess gets right, where that is so much that low thresholds on accuracies say little; else null. */
export function highChanceOf(task: TaskConfig): number | null {
  const chance = chanceOf(task)
  return chance !== null && chance >= highChance ? chance : null
}

/** The events that mean something for a task, in their order: of a parity, half of the tests right is where every run begins. */
export function tellingEvents(task: TaskConfig): readonly EventId[] {
  return highChanceOf(task) === null ? eventIds : eventIds.filter((id) => id !== 'test_acc_50')
}

/** The same events with those that say nothing left open, so that nobody marks them. */
export function tellingSteps(events: EventSteps, task: TaskConfig): EventSteps {
  return highChanceOf(task) === null ? events : { ...events, test_acc_50: null }
}
