import { toValue, type MaybeRefOrGetter, type WritableComputedRef } from 'vue'
import { useKeptChoice } from '../../stores/kept-choice.ts'
import { TableLayout } from './layout.ts'

/** The layout that this screen was left with, of a project where the screen is about one. The store keeps it. */
export function useTableLayout(screen: 'runs' | 'compare' | 'project', usual: TableLayout, project: MaybeRefOrGetter<string | null> = null): WritableComputedRef<TableLayout> {
  const all = `table.${screen}`
  const browser = `grokscope.${all}`
  return useKeptChoice(TableLayout, usual, () => {
    const own = toValue(project)
    return own === null ? { key: all, browser } : { key: `${all}.${own}`, before: all, browser }
  })
}
