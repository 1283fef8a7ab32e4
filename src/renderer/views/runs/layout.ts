import { z } from 'zod'
import type { Column } from './columns/column.ts'

/** How a table of runs is laid out: what a saved view keeps, beside its query. */
export const TableLayout = z.strictObject({
  /** As `writeColumn` has them, from the left; the name stands before them. */
  columns: z.array(z.string().max(300)).max(100).readonly(),
  /** Pixels, of columns that were drawn to a width. */
  widths: z.record(z.string().max(300), z.number().min(40).max(1_200)).readonly(),
  sort: z.strictObject({ column: z.string().max(300), descending: z.boolean() }).nullable(),
  /** Runs that differ by their seeds only are one row. */
  isGrouped: z.boolean(),
})
export type TableLayout = z.output<typeof TableLayout>

export const runsLayout: TableLayout = {
  columns: ['status', 'varying', 'event:train_acc_99', 'event:test_acc_50', 'event:test_acc_99', 'series:test_loss:last', 'sketch', 'strip', 'created', 'tags'],
  widths: {},
  sort: null,
  isGrouped: false,
}

export const compareLayout: TableLayout = {
  columns: ['event:train_acc_99', 'event:test_acc_50', 'event:test_acc_99', 'series:test_loss:last', 'sketch', 'strip'],
  widths: {},
  sort: null,
  isGrouped: true,
}

/** Beside notes and log there is less room. */
export const projectLayout: TableLayout = {
  columns: ['status', 'event:test_acc_50', 'event:test_acc_99', 'delta:event:test_acc_99', 'sketch', 'tags'],
  widths: {},
  sort: null,
  isGrouped: false,
}

export const leastWidth = 48
export const mostWidth = 1_200

/** Pixels of a column that nobody drew to a width. `isSlim` where the table has little room. */
export function usualWidth(column: Column, head: string, isGrouped: boolean, isSlim: boolean): number {
  switch (column.kind) {
    case 'own':
      switch (column.own) {
        case 'name':
          // With the margin of the page.
          return isSlim ? 224 : 300
        case 'status':
          return isSlim ? 100 : 108
        case 'sketch':
          return isSlim ? 94 : 104
        case 'strip':
          return isSlim ? 132 : 152
        case 'tags':
        case 'created':
          return 80
        case 'note':
        case 'preset':
        case 'project':
          return 136
        default:
          return 88
      }
    case 'event':
      return isGrouped ? (isSlim ? 74 : 100) : isSlim ? 74 : 80
    case 'series':
    case 'delta':
      return Math.max(isGrouped && !isSlim ? 136 : isSlim ? 88 : 96, Math.min(180, head.length * 6.2 + 26))
    default:
      return Math.min(180, Math.max(isSlim ? 68 : 64, head.length * 6.6 + (isSlim ? 18 : 28)))
  }
}
