import { expect, test } from 'vitest'
import { leastWidth, type TableLayout } from '../layout.ts'
import { columnActions } from './column-actions.ts'

const layout: TableLayout = { columns: ['status', 'varying', 'strip'], widths: { strip: 60 }, sort: null, isGrouped: false }

/** The layout after an action on a column, and whether it is offered. */
function after(column: string, label: string, width = 60): TableLayout | null {
  let next: TableLayout | null = null
  const item = columnActions(layout, column, width, (made) => (next = made)).find((action) => action.label === label)
  if (item && item.disabled !== true) item.run()
  return next
}

test('a column is sorted by, drawn wider and narrower within limits, and had back at its usual width', () => {
  expect(after('strip', 'Sort from the most')?.sort).toEqual({ column: 'strip', descending: true })
  expect(after('status', 'Wider', 108)?.widths).toEqual({ strip: 60, status: 156 })
  expect(after('strip', 'Narrower')?.widths).toEqual({ strip: leastWidth })
  expect(after('strip', 'Narrower', leastWidth)).toBeNull()
  expect(after('strip', 'Usual width')?.widths).toEqual({})
  expect(after('status', 'Usual width')).toBeNull()
})

test('a column of the layout moves and leaves; the name and a key that merely varies do not', () => {
  expect(after('strip', 'Move left')?.columns).toEqual(['status', 'strip', 'varying'])
  expect(after('status', 'Move left')).toBeNull()
  expect(after('varying', 'Leave this column out')?.columns).toEqual(['status', 'strip'])
  expect(after('name', 'Move right')).toBeNull()
  expect(after('config:optimiser.weight_decay', 'Leave this column out')).toBeNull()
})
