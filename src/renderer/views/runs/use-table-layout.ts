import { useLocalStorage } from '@vueuse/core'
import { computed, type WritableComputedRef } from 'vue'
import { TableLayout } from './layout.ts'

/** The layout that this screen was left with; what this version does not know is the usual one. */
export function useTableLayout(screen: 'runs' | 'compare' | 'project', usual: TableLayout): WritableComputedRef<TableLayout> {
  const kept = useLocalStorage<string>(`grokscope.table.${screen}`, '')
  return computed({
    get: () => (kept.value === '' ? usual : (parse(kept.value) ?? usual)),
    set: (layout) => (kept.value = JSON.stringify(layout)),
  })
}

function parse(text: string): TableLayout | null {
  try {
    return TableLayout.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null // Cut off or written by hand.
  }
}
