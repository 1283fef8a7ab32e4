import type { PackedScene } from '../../../figures/packed-scene.ts'
import type { Frame } from '../../../figures/scene.ts'
import type { CurvesSpec } from '../../../figures/spec.ts'
import type { ThemeName } from '../../../figures/themes.ts'
import type { SeriesData } from '../../../shared/schema/run.ts'
import type { XWindow } from './zoom.ts'

/** What the page asks of the worker that draws large figures. It keeps the points: a pan sends a window and nothing else. */
export type ToCurvesWorker =
  /** Points that the worker has not seen yet, behind those it has under this number. */
  | { readonly kind: 'points'; readonly id: number; readonly points: SeriesData }
  /** No figure draws them any more. */
  | { readonly kind: 'drop'; readonly id: number }
  /** A figure draws the first `length` of these points. */
  | { readonly kind: 'series'; readonly figure: number; readonly run: string; readonly series: string; readonly id: number; readonly length: number }
  | { readonly kind: 'spec'; readonly figure: number; readonly spec: CurvesSpec }
  | { readonly kind: 'view'; readonly figure: number; readonly version: number; readonly window: XWindow; readonly frame: Frame; readonly theme: ThemeName }
  | { readonly kind: 'forget'; readonly figure: number }

export type FromCurvesWorker =
  | { readonly kind: 'drawn'; readonly figure: number; readonly version: number; readonly scene: PackedScene; readonly picture: ImageBitmap; /** Time the worker took. */ readonly ms: number }
  | { readonly kind: 'failed'; readonly figure: number; readonly version: number; readonly reason: string }
