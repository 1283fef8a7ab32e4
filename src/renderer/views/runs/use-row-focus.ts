import { nextTick, ref, type Ref } from 'vue'

export interface RowFocus {
  /** The row that Tab reaches. */
  readonly active: Ref<number>
  /** Moves it; with Shift from where a range began. False where the stroke means something else. */
  onKeydown(event: KeyboardEvent): boolean
  focus(index: number): void
}

const perPage = 12

/**
 * Roving focus over the rows of a virtual table: arrows, Page and Home/End move one tab stop.
 * `show` scrolls a row into being; `element` finds it afterwards; `extend` is told of a range that Shift draws.
 */
export function useRowFocus(count: () => number, show: (index: number) => void, element: (index: number) => HTMLElement | null, extend: (from: number, to: number) => void = () => undefined): RowFocus {
  const active = ref(0)

  function target(event: KeyboardEvent): number | null {
    const last = count() - 1
    switch (event.key) {
      case 'ArrowDown':
        return Math.min(last, active.value + 1)
      case 'ArrowUp':
        return Math.max(0, active.value - 1)
      case 'PageDown':
        return Math.min(last, active.value + perPage)
      case 'PageUp':
        return Math.max(0, active.value - perPage)
      case 'Home':
        return 0
      case 'End':
        return last
      default:
        return null
    }
  }

  function focus(index: number): void {
    active.value = index
    show(index)
    // Virtual rows exist one frame after the scroll.
    void nextTick(() => requestAnimationFrame(() => element(index)?.focus()))
  }

  function onKeydown(event: KeyboardEvent): boolean {
    const next = target(event)
    if (next === null || next < 0 || event.ctrlKey || event.altKey || event.metaKey) return false
    event.preventDefault()
    const before = active.value
    focus(next)
    if (event.shiftKey) extend(before, next)
    return true
  }

  return { active, onKeydown, focus }
}
