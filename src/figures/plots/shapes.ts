import type { Primitive } from '../drawing.ts'
import type { Rect } from '../scene.ts'
import type { ColourMapName } from '../spec-parts.ts'
import type { Token } from '../themes.ts'

/** Cells of a heat: one value a cell, edges in px from left to right and from top to bottom. */
export interface Cells {
  readonly kind: 'cells'
  readonly rect: Rect
  readonly values: ArrayLike<number>
  readonly rows: number
  readonly columns: number
  /** px from and to which each column is drawn; null where all are equally wide and in their order. */
  readonly edges: readonly (readonly [number, number])[] | null
  /** The first row of `values` is the lowest. */
  readonly isUpward: boolean
  readonly limits: readonly [number, number]
  readonly map: ColourMapName
}

/** What plots are drawn of, besides what every figure is. */
export type Shape =
  | Exclude<Primitive, { kind: 'bar' }>
  | { readonly kind: 'path'; readonly px: Float64Array; readonly ink: Token; readonly width: number; readonly dash: readonly number[] | null; readonly opacity: number }
  | { readonly kind: 'area'; readonly px: Float64Array; readonly ink: Token; readonly opacity: number }
  /** x, y and radius of each. */
  | { readonly kind: 'dots'; readonly px: Float64Array; readonly fill: Token; readonly stroke: Token | null; readonly width: number; readonly opacity: number }
  | { readonly kind: 'box'; readonly rect: Rect; readonly fill: Token; readonly opacity: number }
  | { readonly kind: 'ramp'; readonly rect: Rect; readonly map: ColourMapName }
  | Cells

/** Shapes, cut to a rectangle or not. */
export interface Layer {
  readonly clip: Rect | null
  readonly shapes: readonly Shape[]
}
