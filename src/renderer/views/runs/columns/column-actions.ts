import type { MenuItem } from '../../../components/menu-item.ts'
import { leastWidth, mostWidth, type TableLayout } from '../layout.ts'
import type { SortBy } from './row-tree.ts'

export const sortedBy = (layout: TableLayout, sort: SortBy | null): TableLayout => ({ ...layout, sort })

/** A column drawn to a width in px; without one it has its usual width. */
export function widened(layout: TableLayout, column: string, width: number | null): TableLayout {
  const others = Object.fromEntries(Object.entries(layout.widths).filter(([id]) => id !== column))
  return { ...layout, widths: width === null ? others : { ...others, [column]: Math.round(Math.min(mostWidth, Math.max(leastWidth, width))) } }
}

function moved(layout: TableLayout, column: string, by: number): TableLayout {
  const columns = layout.columns.filter((id) => id !== column)
  columns.splice(layout.columns.indexOf(column) + by, 0, column)
  return { ...layout, columns }
}

/** Px by which the menu changes a width: it is opened anew for every change. */
const stride = 48

/** What can be done to a column that stands `width` px wide, whatever hand one has. The name, and the keys that vary, have no place of their own. */
export function columnActions(layout: TableLayout, column: string, width: number, set: (layout: TableLayout) => void): readonly MenuItem[] {
  const place = layout.columns.indexOf(column)
  const places: readonly MenuItem[] = [
    { label: 'Move left', disabled: place === 0, apart: true, run: () => set(moved(layout, column, -1)) },
    { label: 'Move right', disabled: place === layout.columns.length - 1, run: () => set(moved(layout, column, 1)) },
    { label: 'Leave this column out', icon: 'hide', run: () => set({ ...layout, columns: layout.columns.filter((id) => id !== column) }) },
  ]
  return [
    { label: 'Sort from the least', icon: 'up', run: () => set(sortedBy(layout, { column, descending: false })) },
    { label: 'Sort from the most', icon: 'down', run: () => set(sortedBy(layout, { column, descending: true })) },
    { label: 'Wider', keys: 'Shift →', apart: true, disabled: width >= mostWidth, run: () => set(widened(layout, column, width + stride)) },
    { label: 'Narrower', keys: 'Shift ←', disabled: width <= leastWidth, run: () => set(widened(layout, column, width - stride)) },
    { label: 'Usual width', disabled: layout.widths[column] === undefined, run: () => set(widened(layout, column, null)) },
    ...(place < 0 ? [] : places),
  ]
}
