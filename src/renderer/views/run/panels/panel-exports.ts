import { MatrixSpec, type ColourMapName } from '../../../../figures/spec.ts'
import type { RunSummary } from '../../../../shared/schema/run.ts'
import type { MatrixPicture } from '../../../charts/matrix-cell.ts'
import { saveMatrixCsv, saveMatrixSvg } from '../../../charts/save-figure.ts'
import type { MenuItem } from '../../../components/menu-item.ts'
import { metadataOf, stemOf } from '../save-items.ts'

/** A picture of a panel that is a matrix, as it is drawn. */
export interface PanelPicture {
  /** In file names: `predictions`. */
  readonly name: string
  readonly title: string
  readonly subtitle: string
  readonly step: number
  readonly picture: MatrixPicture
  readonly limits: readonly [number, number]
  readonly map: ColourMapName
  readonly rowLabel: string
  readonly columnLabel: string
}

/** The picture as a figure for paper, and all its cells. */
export function pictureItems(run: RunSummary | null, drawn: PanelPicture | null): readonly MenuItem[] {
  if (!run || !drawn) return []
  const { name, title, subtitle, step, picture, limits, map, rowLabel, columnLabel } = drawn
  const file = stemOf(run, name, 'step', step)
  const plain = { values: picture.values, rows: picture.rows, columns: picture.columns }
  return [
    {
      label: 'Save as SVG',
      icon: 'download',
      apart: true,
      run: () =>
        saveMatrixSvg(
          MatrixSpec.parse({ version: 1, kind: 'matrix', title, subtitle: `${run.name}, ${subtitle}`, run: run.id, tensor: name, step, limits: [...limits], map, rowLabel, columnLabel }),
          plain,
          metadataOf(run),
          file,
        ),
    },
    { label: 'Save as CSV, every cell', icon: 'download', run: () => saveMatrixCsv(plain, file) },
  ]
}
