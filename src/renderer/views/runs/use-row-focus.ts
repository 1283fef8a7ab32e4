import { nextTick, ref, type Ref } from 'vue'

export interface RowFocus {
  /** The row that Tab reaches. */
  readonly active: Ref<number>
  onKeydown(event: KeyboardEvent): void
}

const perPage = 12

/**
 * Roving focus over the rows of a virtual table: arrows, Page and Home/End move one tab stop.
 * `show` scrolls a row into being; `element` finds it afterwards.
 */
export function useRowFocus(count: () => number, show: (index: number) => void, element: (index: number) => HTMLElement | null): RowFocus {
  const active = ref(0)

  function target(event: KeyboardEvent): number | null {
    const last = count() - 1
    switch (event.key) {
      case 'ArrowDown': return Math.min(last, active.value + 1)
      case 'ArrowUp': return Math.max(0, active.value - 1)
      case 'PageDown': return Math.min(last, active.value + perPage)
      case 'PageUp': return Math.max(0, active.value - perPage)
      case 'Home': return 0
      case 'End': return last
      default: return null
    }
  }

  function onKeydown(event: KeyboardEvent): void {
    const next = target(event)
    if (next === null || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    active.value = next
    show(next)
    // Virtual rows exist one frame after the scroll.
    void nextTick(() => requestAnimationFrame(() => element(next)?.focus()))
  }

  return { active, onKeydown }
}
