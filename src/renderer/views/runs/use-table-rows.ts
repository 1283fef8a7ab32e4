import { computed, ref, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue'
import type { QueriedRun } from '../../../shared/query/facts.ts'
import { cellValue, groupOrder, groupValue, type CellSource } from './columns/cell-value.ts'
import { readColumn } from './columns/column.ts'
import { rowTree, sortRows, visibleRows, type RunNode } from './columns/row-tree.ts'
import type { TableLayout } from './layout.ts'

export interface TableRow {
  readonly node: RunNode
  /** 1 for a member of an open group. */
  readonly depth: number
}

export interface TableRows {
  /** Sorted, members of groups included, open or not. */
  readonly tree: ComputedRef<readonly RunNode[]>
  readonly rows: ComputedRef<readonly TableRow[]>
  readonly open: Ref<ReadonlySet<string>>
  toggle(id: string, isOpen?: boolean): void
}

/** The rows of a table: grouped, sorted and opened as its layout says. */
export function useTableRows(runs: MaybeRefOrGetter<readonly QueriedRun[]>, layout: MaybeRefOrGetter<TableLayout>, source: MaybeRefOrGetter<CellSource>): TableRows {
  const open = ref<ReadonlySet<string>>(new Set())
  const grouped = computed(() => rowTree(toValue(runs), toValue(layout).isGrouped))
  const tree = computed(() => {
    const { sort } = toValue(layout)
    const column = sort && readColumn(sort.column)
    const from = toValue(source)
    const valueOf = column ? (node: RunNode) => (node.kind === 'run' ? cellValue(column, node.queried, from) : groupOrder(groupValue(column, node.runs, from))) : null
    return sortRows(grouped.value, valueOf, sort?.descending ?? false)
  })

  return {
    tree,
    rows: computed(() => visibleRows(tree.value, open.value)),
    open,
    toggle(id, isOpen = !open.value.has(id)) {
      const next = new Set(open.value)
      if (isOpen) next.add(id)
      else next.delete(id)
      open.value = next
    },
  }
}
