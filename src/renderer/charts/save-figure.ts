import type { Scene } from '../../figures/any-scene.ts'
import { curvesOnPaper, matrixOnPaper, plotsOnPaper } from '../../figures/on-paper.ts'
import type { PlotsData } from '../../figures/plots/plots-data.ts'
import type { PlotsSpec } from '../../figures/plots/plots-spec.ts'
import { plotsCsv } from '../../figures/plots/plots-csv.ts'
import type { CurvesData, MatrixData } from '../../figures/scene.ts'
import type { CurvesSpec, MatrixSpec } from '../../figures/spec.ts'
import { curvesCsv, matrixCsv } from '../../figures/to-csv.ts'
import { toSvg, type FigureMetadata } from '../../figures/to-svg.ts'
import { copyPicture } from './copy-picture.ts'
import { pngOf } from './png-of.ts'

/** A figure of plots with its numbers, and what travels with it in a file. */
export interface PlotsFigure {
  readonly spec: PlotsSpec
  readonly data: PlotsData
  readonly metadata: FigureMetadata
  /** Name of the files, without their ends. */
  readonly name: string
  /** Its numbers as a file, where the tables that its marks are drawn from would not say what they mean. */
  readonly csv?: string
}

/** The figure of the screen as a file: light, in millimetres, laid out anew for its size. */
export function saveCurvesSvg(spec: CurvesSpec, data: CurvesData, metadata: FigureMetadata, name: string): void {
  saveSvg(curvesOnPaper(spec, data), metadata, name)
}

export function saveCurvesPng(spec: CurvesSpec, data: CurvesData, metadata: FigureMetadata, name: string): Promise<void> {
  return savePng(curvesOnPaper(spec, data), metadata, name)
}

export function copyCurves(spec: CurvesSpec, data: CurvesData, metadata: FigureMetadata): Promise<void> {
  return copyPng(() => curvesOnPaper(spec, data), metadata)
}

export function saveMatrixSvg(spec: MatrixSpec, matrix: MatrixData, metadata: FigureMetadata, name: string): void {
  saveSvg(matrixOnPaper(spec, matrix), metadata, name)
}

export function saveMatrixPng(spec: MatrixSpec, matrix: MatrixData, metadata: FigureMetadata, name: string): Promise<void> {
  return savePng(matrixOnPaper(spec, matrix), metadata, name)
}

export function copyMatrix(spec: MatrixSpec, matrix: MatrixData, metadata: FigureMetadata): Promise<void> {
  return copyPng(() => matrixOnPaper(spec, matrix), metadata)
}

export function copyPlots({ spec, data, metadata }: PlotsFigure): Promise<void> {
  return copyPng(() => plotsOnPaper(spec, data), metadata)
}

export function savePlotsSvg({ spec, data, metadata, name }: PlotsFigure): void {
  saveSvg(plotsOnPaper(spec, data), metadata, name)
}

export function savePlotsPng({ spec, data, metadata, name }: PlotsFigure): Promise<void> {
  return savePng(plotsOnPaper(spec, data), metadata, name)
}

/** Every number that it draws, as it was. */
export function savePlotsCsv({ spec, data, name, csv }: PlotsFigure): void {
  saveText(csv ?? plotsCsv(spec, data), `${name}.csv`, 'text/csv')
}

function saveSvg(scene: Scene, metadata: FigureMetadata, name: string): void {
  saveText(toSvg(scene, withView(metadata)), `${name}.svg`, 'image/svg+xml')
}

async function savePng(scene: Scene, metadata: FigureMetadata, name: string): Promise<void> {
  saveBytes(await pngOf(scene, withView(metadata)), `${name}.png`, 'image/png')
}

/** On a clipboard nothing says how large a picture is meant to be: for a screen or a page of text, not for a press. */
const copiedDots = 300

function copyPng(draw: () => Scene, metadata: FigureMetadata): Promise<void> {
  return copyPicture(async () => pngOf(draw(), withView(metadata), copiedDots))
}

/** The address of the view that a figure is of, so that the file leads back to it: the part after the hash, which names no computer. */
function withView(metadata: FigureMetadata): FigureMetadata {
  return { ...metadata, source: { ...metadata.source, view: window.location.hash.slice(1) } }
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
