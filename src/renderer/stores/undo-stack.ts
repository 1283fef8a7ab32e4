import { computed, shallowRef, type ComputedRef } from 'vue'

/** Something that was done and can be taken back. */
export interface Undoable {
  /** What was done, as it stands after "Undo": `rename of seed 3`, `trash of 3 runs`. */
  readonly title: string
  undo(): void | Promise<void>
  redo(): void | Promise<void>
}

export interface UndoStack {
  /** What the next undo takes back; null when there is nothing. */
  readonly undoTitle: ComputedRef<string | null>
  readonly redoTitle: ComputedRef<string | null>
  /** After the thing was done. What could be redone before it cannot any more. */
  push(done: Undoable): void
  /** Takes back the last thing that was done, or this one where it still stands. A failure leaves the stack as it is, so that it can be tried again. */
  undo(which?: Undoable): Promise<void>
  redo(): Promise<void>
}

/** So many steps back; the oldest goes. */
const deepest = 200

/** One line of things done. One is taken back at a time: a second stroke waits for the first. */
export function undoStack(failed: (title: string, error: unknown) => void): UndoStack {
  const done = shallowRef<readonly Undoable[]>([])
  const undone = shallowRef<readonly Undoable[]>([])
  let last: Promise<void> = Promise.resolve()

  function inTurn(work: () => Promise<void>): Promise<void> {
    last = last.then(work)
    return last
  }

  async function move(from: typeof done, to: typeof done, how: 'undo' | 'redo', which?: Undoable): Promise<void> {
    const step = which ?? from.value.at(-1)
    if (!step || !from.value.includes(step)) return
    try {
      await step[how]()
    } catch (error) {
      failed(how === 'undo' ? `Not undone: ${step.title}` : `Not done again: ${step.title}`, error)
      return
    }
    from.value = from.value.filter((other) => other !== step)
    to.value = [...to.value, step]
  }

  return {
    undoTitle: computed(() => done.value.at(-1)?.title ?? null),
    redoTitle: computed(() => undone.value.at(-1)?.title ?? null),
    push(step) {
      done.value = [...done.value, step].slice(-deepest)
      undone.value = []
    },
    undo: (which) => inTurn(() => move(done, undone, 'undo', which)),
    redo: () => inTurn(() => move(undone, done, 'redo')),
  }
}
