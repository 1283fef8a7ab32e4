import { unpackScene } from '../../../figures/packed-scene.ts'
import type { CurvesData, CurvesScene, Frame } from '../../../figures/scene.ts'
import type { CurvesSpec } from '../../../figures/spec.ts'
import type { ThemeName } from '../../../figures/themes.ts'
import type { SeriesData } from '../../../shared/schema/run.ts'
import type { FromCurvesWorker, ToCurvesWorker } from './worker-messages.ts'
import { workerPoints, type WorkerPoints } from './worker-points.ts'
import type { XWindow } from './zoom.ts'

export interface DrawnFigure {
  readonly scene: CurvesScene
  readonly picture: ImageBitmap
}

/** One figure that a worker draws. */
export interface WorkerFigure {
  /** Sends what has changed of the figure; points that the worker has are not sent again. */
  setFigure(spec: CurvesSpec, data: CurvesData): void
  /** Asks for a picture. While one is being drawn only the newest wish is kept: a fast pan skips frames and never queues them. */
  setView(window: XWindow, frame: Frame, theme: ThemeName): void
  end(): void
}

/** More workers than this would only wait for each other. */
const mostWorkers = Math.max(1, Math.min(3, (globalThis.navigator?.hardwareConcurrency ?? 2) - 1))
const workers: OneWorker[] = []
const listeners = new Map<number, (message: FromCurvesWorker) => void>()
let figures = 0

export const canDrawInWorker = typeof Worker !== 'undefined' && typeof OffscreenCanvas !== 'undefined'

interface OneWorker {
  readonly worker: Worker
  readonly points: WorkerPoints
}

function workerFor(figure: number): OneWorker {
  const place = figure % mostWorkers
  const known = workers[place]
  if (known !== undefined) return known
  const worker = new Worker(new URL('./curves.worker.ts', import.meta.url), { type: 'module', name: `curves ${place + 1}` })
  worker.addEventListener('message', ({ data }: MessageEvent<FromCurvesWorker>) => listeners.get(data.figure)?.(data))
  const made = { worker, points: workerPoints((message, transfer) => worker.postMessage(message, transfer)) }
  workers[place] = made
  return made
}

/** @param onFailed the worker could not draw: the page has to */
export function workerFigure(onDrawn: (drawn: DrawnFigure) => void, onFailed: (reason: string) => void): WorkerFigure {
  figures += 1
  const figure = figures
  const { worker, points: held } = workerFor(figure)
  const sent = new Map<string, { readonly points: SeriesData; readonly id: number }>()
  let spec: CurvesSpec | null = null
  let drawing: CurvesSpec | null = null
  let wish: { readonly window: XWindow; readonly frame: Frame; readonly theme: ThemeName } | null = null
  let version = 0

  const post = (message: ToCurvesWorker): void => worker.postMessage(message)
  const onError = (event: ErrorEvent): void => onFailed(event.message || 'The worker that draws curves did not start.')
  worker.addEventListener('error', onError)

  function ask(): void {
    if (wish === null || drawing !== null || spec === null) return
    const { window, frame, theme } = wish
    wish = null
    drawing = { ...spec, step: { ...spec.step, window: window ?? spec.step.window } }
    version += 1
    post({ kind: 'view', figure, version, window, frame, theme })
  }

  listeners.set(figure, (message) => {
    const of = drawing
    drawing = null
    if (message.kind === 'failed') onFailed(message.reason)
    else if (of !== null) onDrawn({ scene: unpackScene(message.scene, of), picture: message.picture })
    ask()
  })

  return {
    setFigure(next, data) {
      for (const [run, series] of neededSeries(next)) {
        const points = data[run]?.[series]
        const key = `${run}\n${series}`
        const before = sent.get(key)
        if (points === undefined || before?.points === points) continue
        const id = held.hold(points, before?.id ?? null)
        sent.set(key, { points, id })
        post({ kind: 'series', figure, run, series, id, length: points.steps.length })
      }
      if (next === spec) return
      spec = next
      post({ kind: 'spec', figure, spec: next })
    },
    setView(window, frame, theme) {
      wish = { window, frame, theme }
      ask()
    },
    end() {
      listeners.delete(figure)
      worker.removeEventListener('error', onError)
      post({ kind: 'forget', figure })
      for (const { id } of sent.values()) held.release(id)
    },
  }
}

/** Every series that a figure draws, averages or has on its x axis. */
export function neededSeries({ panels, step }: CurvesSpec): readonly (readonly [run: string, series: string])[] {
  const drawn = panels.flatMap(({ lines, groups }) => [
    ...lines.map(({ run, series }) => [run, series] as const),
    ...groups.flatMap(({ members, series }) => members.map((run) => [run, series] as const)),
  ])
  const { quantity } = step
  if (quantity.by !== 'series') return drawn
  return [...drawn, ...new Set(drawn.map(([run]) => run))].map((entry) => (typeof entry === 'string' ? ([entry, quantity.series] as const) : entry))
}
