import { buildCurvesScene } from '../../../figures/curves-scene.ts'
import { packScene } from '../../../figures/packed-scene.ts'
import { paintCurves } from '../../../figures/paint.ts'
import { prepareCurves, type PreparedPanel } from '../../../figures/prepare.ts'
import type { CurvesSpec } from '../../../figures/spec.ts'
import type { SeriesData } from '../../../shared/schema/run.ts'
import { grownSeries } from '../../stores/growing-series.ts'
import type { FromCurvesWorker, ToCurvesWorker } from './worker-messages.ts'

/** Lays out and paints figures of many points, away from the page: the same pure functions that the page uses for small ones. */
interface Figure {
  readonly data: Record<string, Record<string, SeriesData>>
  readonly canvas: OffscreenCanvas
  spec: CurvesSpec | null
  /** Null until it is asked for, and again when points or specification change. */
  prepared: readonly PreparedPanel[] | null
}

const figures = new Map<number, Figure>()
/** Points by their number; figures that draw the same have views of the same memory. */
const held = new Map<number, SeriesData>()

function hold(id: number, points: SeriesData): void {
  const before = held.get(id)
  held.set(id, before === undefined ? points : grownSeries(before, before.steps.length, points))
}

function figureOf(id: number): Figure {
  const figure = figures.get(id) ?? { data: {}, canvas: new OffscreenCanvas(1, 1), spec: null, prepared: null }
  figures.set(id, figure)
  return figure
}

addEventListener('message', ({ data: message }: MessageEvent<ToCurvesWorker>) => {
  if (message.kind === 'points') return hold(message.id, message.points)
  if (message.kind === 'drop') return void held.delete(message.id)
  if (message.kind === 'forget') return void figures.delete(message.figure)
  const figure = figureOf(message.figure)
  if (message.kind === 'series') {
    const points = held.get(message.id)
    if (points === undefined) return
    ;(figure.data[message.run] ??= {})[message.series] = { steps: points.steps.subarray(0, message.length), values: points.values.subarray(0, message.length) }
    figure.prepared = null
  } else if (message.kind === 'spec') {
    figure.spec = message.spec
    figure.prepared = null
  } else draw(figure, message)
})

function draw(figure: Figure, { figure: id, version, window, frame, theme }: Extract<ToCurvesWorker, { kind: 'view' }>): void {
  const began = performance.now()
  try {
    if (figure.spec === null) return
    figure.prepared ??= prepareCurves(figure.spec, figure.data)
    const spec = { ...figure.spec, step: { ...figure.spec.step, window: window ?? figure.spec.step.window } }
    const scene = buildCurvesScene(spec, figure.data, frame, figure.prepared)
    const { canvas } = figure
    const density = frame.resolution ?? 1
    canvas.width = Math.round(frame.width * density)
    canvas.height = Math.round(frame.height * density)
    const pen = canvas.getContext('2d')
    if (pen === null) throw new Error('This computer gives the worker no canvas.')
    pen.scale(density, density)
    paintCurves(pen, scene, theme)
    const picture = canvas.transferToImageBitmap()
    answer({ kind: 'drawn', figure: id, version, scene: packScene(scene), picture, ms: performance.now() - began }, [picture])
  } catch (error) {
    answer({ kind: 'failed', figure: id, version, reason: error instanceof Error ? error.message : String(error) }, [])
  }
}

function answer(message: FromCurvesWorker, transfer: Transferable[]): void {
  postMessage(message, { transfer })
}
