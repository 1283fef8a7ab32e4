import { formatInteger } from '../../../figures/formats.ts'
import { eventIds, type Bookmark, type EventSteps } from '../../../shared/schema/run.ts'
import type { TimelineFlag } from '../../charts/timeline-flag.ts'
import { eventWords } from '../../../shared/runs/event-words.ts'

/** Where the playhead can jump to: what happened, and what somebody marked. One flag each, ascending. */
export function timelineFlags(events: EventSteps, bookmarks: readonly Bookmark[]): readonly TimelineFlag[] {
  const happened = eventIds.flatMap((event): TimelineFlag[] => {
    const step = events[event]
    const { words, role } = eventWords[event]
    // Training at 99 % and at 100 % are a step or two apart: one flag says both.
    return step === null || event === 'train_acc_100' ? [] : [{ step, role, label: `${words} at step ${formatInteger(step)}` }]
  })
  const marked = bookmarks.map(({ step, name }): TimelineFlag => ({ step, role: 'bookmark', label: `${name}, step ${formatInteger(step)}` }))
  return [...happened, ...marked].sort((a, b) => a.step - b.step)
}

/** The next flag in a direction from a step; null where there is none. */
export function nextFlag(flags: readonly TimelineFlag[], from: number, direction: 1 | -1): TimelineFlag | null {
  return (direction === 1 ? flags.find(({ step }) => step > from) : flags.findLast(({ step }) => step < from)) ?? null
}
