import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue'
import type { QueriedRun } from '../../../../shared/query/facts.ts'
import { isSeed } from '../../../../shared/runs/differing-names.ts'
import { tellingKeys } from './telling-keys.ts'
import { usualWidth, type TableLayout } from '../layout.ts'
import { isNumberColumn, readColumn, writeColumn, type Column } from './column.ts'
import { columnName, keyNames } from './column-words.ts'

/** A column as the table draws it. */
export interface ShownColumn {
  readonly id: string
  readonly column: Column
  readonly head: string
  readonly width: number
  /** Numbers stand right-aligned under their head. */
  readonly isNumber: boolean
}

/** At most so many keys stand for "what varies": with more, one chooses. */
const mostVarying = 5

/** The columns of a layout with what varies written out, the name first. Words that no lab has written are left out. */
export function useColumns(layout: MaybeRefOrGetter<TableLayout>, runs: MaybeRefOrGetter<readonly QueriedRun[]>, isSlim: MaybeRefOrGetter<boolean>): ComputedRef<readonly ShownColumn[]> {
  const varying = computed(() => (toValue(layout).columns.includes('varying') ? tellingKeys(toValue(runs).map(({ run }) => run)).slice(0, mostVarying) : []))
  return computed(() => {
    const { columns: names, widths, isGrouped } = toValue(layout)
    const read = names.flatMap((name) => readColumn(name) ?? [])
    const chosen = new Set(names)
    const columns: readonly Column[] = [
      { kind: 'own', own: 'name' },
      ...read.flatMap((column): readonly Column[] =>
        column.kind === 'varying' ? varying.value.map((path): Column => ({ kind: 'config', path })).filter((key) => !chosen.has(writeColumn(key)) && !(isGrouped && isSeed(pathOf(key)))) : [column],
      ),
    ]
    const keys = keyNames(columns)
    return columns.map((column) => {
      const id = writeColumn(column)
      const head = columnName(column, keys)
      return { id, column, head, width: widths[id] ?? Math.round(usualWidth(column, head, isGrouped, toValue(isSlim))), isNumber: isNumberColumn(column) || column.kind === 'delta' }
    })
  })
}

const pathOf = (column: Column): string => (column.kind === 'config' ? column.path : '')

