import { formatFixed, formatSigned } from '../../../figures/formats.ts'
import type { MatrixCell } from '../../charts/matrix-cell.ts'
import type { MatrixChoice } from '../run/matrix-choices.ts'
import type { ComparedMatrix } from './use-matrix-comparison.ts'

/**
 * The cell at one place in every matrix that has it: "input a 3, place 12 · seed 3 neuron 40: +0.123 · seed 1 neuron 7: −0.302".
 *
 * @param part the matrix that was pointed at; null for a difference, whose columns are places already
 */
export function cellWords(choice: MatrixChoice, parts: readonly ComparedMatrix[], part: ComparedMatrix | null, cell: MatrixCell): string {
  const order = part?.order ?? null
  const place = order ? order.indexOf(cell.column) : cell.column
  const values = parts.flatMap(({ drawn, picture, order: own, why }) => {
    const column = own?.[place] ?? place
    const value = picture && why === '' ? picture.values[cell.row * picture.columns + column] : undefined
    return value === undefined || !picture || cell.row >= picture.rows || column >= picture.columns ? [] : [`${drawn.name} ${choice.columnName} ${column}: ${formatSigned(value, 3)}`]
  })
  const difference = part === null ? ` · difference ${formatSigned(cell.value, 3)}` : ''
  return `${choice.rowName} ${formatFixed(cell.row, 0)}, place ${place} · ${values.join(' · ')}${difference}`
}
