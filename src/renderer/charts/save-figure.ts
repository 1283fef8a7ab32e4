import { buildCurvesScene } from '../../figures/curves-scene.ts'
import { frameOf } from '../../figures/layout.ts'
import { buildMatrixScene } from '../../figures/matrix-scene.ts'
import type { CurvesData, MatrixData } from '../../figures/scene.ts'
import type { CurvesSpec, FigureSize, MatrixSpec } from '../../figures/spec.ts'
import { curvesCsv, matrixCsv } from '../../figures/to-csv.ts'
import { toSvg, type FigureMetadata } from '../../figures/to-svg.ts'

/** A double column: the widest that journals print. */
const widthMm = 178
const curvesSize: FigureSize = { unit: 'mm', width: widthMm, height: 110 }

/** The figure of the screen as a file: light, in millimetres, laid out anew for its size. */
export function saveCurvesSvg(spec: CurvesSpec, data: CurvesData, metadata: FigureMetadata, name: string): void {
  const sized = { ...spec, size: spec.size ?? curvesSize }
  saveText(toSvg(buildCurvesScene(sized, data, frameOf(sized)), metadata), `${name}.svg`, 'image/svg+xml')
}

export function saveMatrixSvg(spec: MatrixSpec, matrix: MatrixData, metadata: FigureMetadata, name: string): void {
  const columns = spec.columnOrder?.length ?? matrix.columns
  // As tall as its cells are when they fill the width, within a page; the rest is axes and the colour bar.
  const height = Math.min(230, 34 + (150 * matrix.rows) / Math.max(1, columns))
  const sized = { ...spec, size: spec.size ?? { unit: 'mm', width: widthMm, height } as const }
  saveText(toSvg(buildMatrixScene(sized, matrix, frameOf(sized)), metadata), `${name}.svg`, 'image/svg+xml')
}

/** Every stored point, whatever the screen draws. */
export function saveCurvesCsv(spec: CurvesSpec, data: CurvesData, names: Readonly<Record<string, string>>, name: string): void {
  saveText(curvesCsv(spec, data, names), `${name}.csv`, 'text/csv')
}

export function saveMatrixCsv(matrix: MatrixData, name: string): void {
  saveText(matrixCsv(matrix), `${name}.csv`, 'text/csv')
}

export function saveBytes(bytes: Uint8Array<ArrayBuffer>, fileName: string, type = 'application/octet-stream'): void {
  save(new Blob([bytes], { type }), fileName)
}

function saveText(text: string, fileName: string, type: string): void {
  save(new Blob([text], { type: `${type};charset=utf-8` }), fileName)
}

/** Hands a file to the host as a download: a browser saves it, the desktop shows its save dialog. */
function save(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** `pocket-grok-seed-0-curves`: letters, digits and dashes only, so that it is a file name everywhere. */
export function fileStem(...parts: readonly (string | number)[]): string {
  return parts
    .map((part) => String(part).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, ''))
    .filter((part) => part !== '')
    .join('-')
    .slice(0, 120)
}
