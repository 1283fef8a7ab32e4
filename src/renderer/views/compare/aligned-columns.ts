import { formatFixed, formatInteger } from '../../../figures/formats.ts'
import type { MatrixPicture } from '../../charts/matrix-cell.ts'
import { columnSpectrum, frequencyOrder, type FrequencyOrder } from '../run/frequency-order.ts'
import { matchColumns } from './assignment.ts'

/** How the columns of two matrices come to lie under each other: as stored, each in its own frequency order, or matched. */
export type ColumnAlignment = 'stored' | 'frequency' | 'matched'

/** The best permutation of more columns than these would hold up the page. */
export const mostMatched = 1024

export interface AlignedColumns {
  /** `base[place]` and `other[place]` are the columns drawn there; null is the stored order. */
  readonly base: Int32Array | null
  readonly other: Int32Array | null
  /** What was done, and what that means for a difference. */
  readonly words: string
}

/** The columns of `other` beside those of `base`, both at their last checkpoint, so that nothing moves while time does. */
export function alignColumns(alignment: ColumnAlignment, base: MatrixPicture, other: MatrixPicture, isPeriodic: boolean): AlignedColumns {
  const own = isPeriodic && alignment !== 'stored' ? orderOf(base) : null
  if (alignment === 'matched' && base.columns <= mostMatched && isSameShape(base, other)) {
    const { columnOf, similarity } = matchColumns(base.values, other.values, base.rows, base.columns)
    const order = own?.order ?? Int32Array.from(columnOf, (_, place) => place)
    return {
      base: own?.order ?? null,
      other: Int32Array.from(order, (column) => columnOf[column] ?? column),
      words: `columns matched to the baseline’s at the last checkpoint by the best permutation (Hungarian, of cosines; mean ${formatFixed(similarity, 2)})`,
    }
  }
  if (alignment === 'frequency' && own) return { base: own.order, other: orderOf(other).order, words: 'each in its own frequency order: the difference is by place, not by neuron' }
  const limit = alignment === 'matched' && base.columns > mostMatched ? `more than ${formatInteger(mostMatched)} columns are not matched; ` : ''
  return { base: null, other: null, words: `${limit}columns as stored: neurons may be permuted, so the difference says little` }
}

export function orderOf({ values, rows, columns }: MatrixPicture): FrequencyOrder {
  return frequencyOrder(columnSpectrum({ data: values, columns, firstRow: 0, rows }))
}

export function isSameShape(a: MatrixPicture, b: MatrixPicture): boolean {
  return a.rows === b.rows && a.columns === b.columns
}

/** other − base by place: cell (i, place) is of the columns that lie there. Drawn in stored order, since it is in places already. */
export function difference(base: MatrixPicture, other: MatrixPicture, { base: baseOrder, other: otherOrder }: Pick<AlignedColumns, 'base' | 'other'>): MatrixPicture {
  const { rows, columns } = base
  const values = new Float64Array(rows * columns)
  for (let place = 0; place < columns; place++) {
    const from = baseOrder?.[place] ?? place
    const to = otherOrder?.[place] ?? place
    for (let i = 0; i < rows; i++) values[i * columns + place] = other.values[i * columns + to]! - base.values[i * columns + from]!
  }
  return { values, rows, columns }
}

/** Cells beyond the limits, and those that are no numbers: the first are drawn in the last colour and counted. */
export function clippedCells({ values }: MatrixPicture, limit: number): number {
  let count = 0
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) > limit) count++
  return count
}
