import type { MenuItem } from '../../components/menu-item.ts'
import type { ColumnOrder, MatrixLook } from './matrix-look.ts'

const labels: Readonly<Record<ColumnOrder, string>> = {
  frequency: 'Columns by frequency and phase',
  irrep: 'Columns by representation',
  norm: 'Columns by norm',
  stored: 'Columns as they are stored',
}

/** What columns are ordered by, in the header; nothing for the stored order. */
export const orderWords: Readonly<Record<ColumnOrder, string>> = { frequency: 'frequency then phase', irrep: 'representation', norm: 'norm', stored: '' }

const item = (label: string, isChosen: boolean, run: () => void): MenuItem => ({ label, ...(isChosen ? { icon: 'check' as const } : {}), run })

/** What can be chosen of the look of a matrix. */
export function lookItems(look: MatrixLook): readonly MenuItem[] {
  return [
    ...look.orders.value.map((order) => item(labels[order], look.ordering.value === order, () => (look.order.value = order))),
    { ...item('Brown to teal', look.map.value === 'BrBG', () => (look.map.value = 'BrBG')), apart: true },
    item('Red to blue, as in the literature', look.map.value === 'RdBu', () => (look.map.value = 'RdBu')),
    { ...item('Colour limits fixed over time', !look.isPerFrame.value, () => (look.isPerFrame.value = false)), apart: true },
    item('Colour limits of each frame', look.isPerFrame.value, () => (look.isPerFrame.value = true)),
  ]
}
