import type { MenuItem } from '../../components/menu-item.ts'
import type { ColumnOrder, MatrixLook } from './matrix-look.ts'

const orders: readonly { readonly order: ColumnOrder; readonly label: string }[] = [
  { order: 'frequency', label: 'Columns by frequency and phase' },
  { order: 'norm', label: 'Columns by norm' },
  { order: 'stored', label: 'Columns as they are stored' },
]

const item = (label: string, isChosen: boolean, run: () => void): MenuItem => ({ label, ...(isChosen ? { icon: 'check' as const } : {}), run })

/** What can be chosen of the look of a matrix. */
export function lookItems(look: MatrixLook, hasFrequencies: boolean): readonly MenuItem[] {
  return [
    ...orders.filter(({ order }) => order !== 'frequency' || hasFrequencies).map(({ order, label }) => item(label, look.ordering.value === order, () => (look.order.value = order))),
    { ...item('Brown to teal', look.map.value === 'BrBG', () => (look.map.value = 'BrBG')), apart: true },
    item('Red to blue, as in the literature', look.map.value === 'RdBu', () => (look.map.value = 'RdBu')),
    { ...item('Colour limits fixed over time', !look.isPerFrame.value, () => (look.isPerFrame.value = false)), apart: true },
    item('Colour limits of each frame', look.isPerFrame.value, () => (look.isPerFrame.value = true)),
  ]
}
