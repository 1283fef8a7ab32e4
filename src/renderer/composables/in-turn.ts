import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

/** Which of the frames that follow a change a reader takes it in. */
export type Turn = 0 | 1 | 2
const turns = 3

const waiting = new Map<() => void, Turn>()
let frame: number | null = null
let now: Turn = 0

function next(): void {
  now = ((now + 1) % turns) as Turn
  for (const [take, turn] of [...waiting]) {
    if (turn !== now) continue
    waiting.delete(take)
    take()
  }
  frame = waiting.size > 0 ? requestAnimationFrame(next) : null
}

/**
 * A value that may change in every frame, as some readers see it: each takes the newest one in a frame of its own, so that a scrub does
 * not draw everything in one. It is behind by three frames at most.
 */
export function useInTurn<T>(value: () => T, turn: Turn): Readonly<ShallowRef<T>> {
  const taken = shallowRef(value())
  const take = (): void => void (taken.value = value())
  watch(value, () => {
    waiting.set(take, turn)
    frame ??= requestAnimationFrame(next)
  })
  onScopeDispose(() => void waiting.delete(take))
  return taken
}
