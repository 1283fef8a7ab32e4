import { z } from 'zod'
import type { CurvesData } from '../../../figures/scene.ts'
import { CurvesSpec, MatrixSpec } from '../../../figures/spec.ts'
import type { FigureMetadata } from '../../../figures/to-svg.ts'
import type { RunSummary } from '../../../shared/schema/run.ts'
import type { MatrixPicture } from '../../charts/matrix-cell.ts'
import { copyCurves, copyMatrix, fileStem, saveCurvesCsv, saveCurvesPng, saveCurvesSvg, saveMatrixCsv, saveMatrixPng, saveMatrixSvg } from '../../charts/save-figure.ts'
import type { MenuItem } from '../../components/menu-item.ts'
import { formatInteger } from '../../../figures/formats.ts'
import { useNotices } from '../../stores/notices.ts'
import type { Insides } from './use-insides.ts'

/** What travels inside a saved figure, so that it can be made again. */
export function metadataOf(run: RunSummary): FigureMetadata {
  return {
    runs: [run.id],
    versions: run.executor ? { executor: [run.executor, run.executorBuild].filter(Boolean).join(' ') } : {},
    source: { config: z.json().parse(run.config), seed: run.seed },
  }
}

export function stemOf(run: RunSummary, ...parts: readonly (string | number)[]): string {
  return fileStem(run.preset ?? run.name, 'seed', run.seed, ...parts)
}

/** The figure with a line for every stored series of the run, measures too; what is only expected comes last. */
function everySeries(spec: CurvesSpec, data: CurvesData, run: RunSummary): CurvesSpec {
  const own = Object.keys(data[run.id] ?? {}).map((series) => ({ run: run.id, series, role: 'measure' as const }))
  const expected = spec.panels.flatMap(({ lines }) => lines.filter((line) => line.run !== run.id))
  return CurvesSpec.parse({ ...spec, panels: [{ id: 'all', title: spec.title, y: { kind: 'linear' }, lines: [...own, ...expected] }] })
}

/** The curves on the screen, drawn anew for paper; and all their points. */
export function curvesItems(run: RunSummary, spec: CurvesSpec, data: CurvesData): readonly MenuItem[] {
  const name = stemOf(run, 'curves')
  return [
    { label: 'Curves as SVG', icon: 'curves', keys: 'Ctrl+E', run: () => saveCurvesSvg(spec, data, metadataOf(run), name) },
    { label: 'Curves as PNG, 600 dots an inch', icon: 'curves', run: () => void saveCurvesPng(spec, data, metadataOf(run), name).catch(notSaved) },
    { label: 'Curves as CSV, every logged point', icon: 'curves', run: () => saveCurvesCsv(everySeries(spec, data, run), data, { [run.id]: run.name }, name) },
    { label: 'Copy picture of the curves', icon: 'copy', keys: 'Shift+Y', run: () => void copyCurves(spec, data, metadataOf(run)) },
  ]
}

/** The matrix on the screen, in its order and limits; and all its cells. */
export function matrixItems(run: RunSummary, insides: Insides): readonly MenuItem[] {
  const choice = insides.choice.value
  const shown = insides.picture.value
  if (!choice || !shown) return []
  const name = stemOf(run, choice.key, 'step', shown.step)
  const at = `${choice.label} at step ${formatInteger(shown.step)}`
  return [
    { label: `${at} as SVG`, icon: 'insides', run: () => saveMatrixSvg(matrixSpec(run, insides, shown.step), shown.matrix, metadataOf(run), name) },
    { label: `${at} as PNG`, icon: 'insides', run: () => void saveMatrixPng(matrixSpec(run, insides, shown.step), shown.matrix, metadataOf(run), name).catch(notSaved) },
    { label: `${at} as CSV, every cell`, icon: 'insides', run: () => saveMatrixCsv(plain(shown.matrix), name) },
    { label: `Copy picture of ${at}`, icon: 'copy', run: () => void copyMatrix(matrixSpec(run, insides, shown.step), shown.matrix, metadataOf(run)) },
  ]
}

const notSaved = (error: unknown): void => useNotices().fail('The picture was not saved', error)

const plain = ({ values, rows, columns }: MatrixPicture): MatrixPicture => ({ values, rows, columns })

function matrixSpec(run: RunSummary, insides: Insides, step: number): MatrixSpec {
  const { choice, look, limits, pin } = insides
  return MatrixSpec.parse({
    version: 1,
    kind: 'matrix',
    title: choice.value?.title ?? '',
    subtitle: `${run.name}, step ${formatInteger(step)}`,
    run: run.id,
    tensor: choice.value?.tensor ?? '',
    step,
    limits: [...limits.value],
    rowLabel: choice.value?.rowName ?? 'row',
    columnLabel: choice.value?.columnName ?? 'column',
    map: look.map.value,
    columnOrder: look.columnOrder.value ? Array.from(look.columnOrder.value) : null,
    brackets: [...look.brackets.value],
    highlights: [
      ...(pin.value.row === null ? [] : [{ axis: 'row' as const, index: pin.value.row, label: `${pin.value.row}` }]),
      ...(pin.value.column === null ? [] : [{ axis: 'column' as const, index: pin.value.column, label: `${pin.value.column}` }]),
    ],
  })
}
