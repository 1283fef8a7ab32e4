import { buildCurvesScene } from './curves-scene.ts'
import { frameOf } from './layout.ts'
import { buildMatrixScene } from './matrix-scene.ts'
import type { PlotsData } from './plots/plots-data.ts'
import { buildPlotsScene, plotsSize, type PlotsScene } from './plots/plots-scene.ts'
import type { PlotsSpec } from './plots/plots-spec.ts'
import type { CurvesData, CurvesScene, MatrixData, MatrixScene } from './scene.ts'
import type { CurvesSpec, FigureSize, MatrixSpec } from './spec.ts'

/** A double column, in mm: the widest that journals print. */
const widthMm = 178
const curvesSize: FigureSize = { unit: 'mm', width: widthMm, height: 110 }

/** Curves in millimetres, laid out anew for their size. */
export function curvesOnPaper(spec: CurvesSpec, data: CurvesData): CurvesScene {
  const sized = { ...spec, size: spec.size ?? curvesSize }
  return buildCurvesScene(sized, data, frameOf(sized))
}

export function plotsOnPaper(spec: PlotsSpec, data: PlotsData): PlotsScene {
  const sized = { ...spec, size: spec.size ?? plotsSize(spec, widthMm) }
  return buildPlotsScene(sized, data, frameOf(sized))
}

export function matrixOnPaper(spec: MatrixSpec, matrix: MatrixData): MatrixScene {
  const columns = spec.columnOrder?.length ?? matrix.columns
  // As tall as its cells are when they fill the width, within a page; the rest is axes and the colour bar.
  const height = Math.min(230, 34 + (150 * matrix.rows) / Math.max(1, columns))
  const sized = { ...spec, size: spec.size ?? { unit: 'mm', width: widthMm, height } as const }
  return buildMatrixScene(sized, matrix, frameOf(sized))
}
