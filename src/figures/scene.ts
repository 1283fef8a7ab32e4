import type { Curves } from '../shared/schema/run.ts'
import type { CurvesSpec, LineRole, MatrixSpec } from './spec.ts'
import type { Token } from './themes.ts'

/**
 * A scene is a figure laid out: every rectangle, tick, polyline and word at its place in px (96 to the inch, y down, origin at the top
 * left), colours by token name. It knows no theme, DOM or library; `toEcharts` and `toSvg` only translate it, so they cannot disagree.
 */

/** Curves by key: a run id, or the name of an expected or averaged set. */
export type CurvesData = Readonly<Record<string, Curves>>

/** A matrix of a checkpoint: row-major, (inputs, outputs). */
export interface MatrixData {
  readonly rows: number
  readonly columns: number
  readonly values: Float32Array | Float64Array | Int32Array
}

export interface Margins {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Where a scene is laid out. `frameOf(spec)` makes one from a specification that has a size. */
export interface Frame {
  readonly width: number
  readonly height: number
  /** Space around the plots: left and right default to 48 on screen, so that plot, matrix and timeline share their edges. */
  readonly margins?: Partial<Margins>
  /** Columns per px in which points are reduced: 1, or the device's pixel ratio. */
  readonly resolution?: number
  /** Keeps the row for the words of rules while there are none yet, so that a live figure does not move at its first event. */
  readonly ruleRow?: boolean
}

/** Text sizes and strokes in px: those of the screen, or those of paper (7 pt text, 1 pt curves, 0.5 pt axes). */
export interface Measures {
  readonly tickText: number
  readonly labelText: number
  readonly titleText: number
  readonly hairline: number
  readonly axis: number
  readonly majorTick: number
  readonly minorTick: number
  readonly curve: number
  readonly highlighted: number
  readonly mean: number
  readonly member: number
  readonly context: number
  readonly ghost: number
}

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type ScaleKind = 'log' | 'linear' | 'symlog' | 'logit'

/** A monotone map between a quantity and px. `toValue` inverts `toPx` exactly up to rounding, and is clamped to the domain. */
export interface Scale {
  readonly kind: ScaleKind
  /** symlog only: how far from 0 it is about linear. */
  readonly linearTo?: number
  readonly domain: readonly [number, number]
  readonly range: readonly [number, number]
  toPx(value: number): number
  toValue(px: number): number
}

/** The step axis; on a log axis step 0 has a slot of its own left of the domain. */
export interface StepScale extends Scale {
  /** The slot of step 0, where `toPx(0)` is its centre; null where there is none. */
  readonly zeroSlot: { readonly from: number; readonly to: number } | null
}

/** What of an x axis is drawn, and all there is of it. */
export interface XExtent {
  readonly domain: readonly [number, number]
  /** Whether x = 0 has a slot left of a log axis. */
  readonly zero: boolean
  readonly full: { readonly domain: readonly [number, number]; readonly zero: boolean }
}

export interface Tick {
  readonly value: number
  /** Place on its axis in px. */
  readonly at: number
  readonly major: boolean
  /** Empty for a tick without words. */
  readonly label: string
}

export interface Span {
  readonly text: string
  readonly ink: Token
  readonly weight: 400 | 500 | 600
  /** Space before the span, px. */
  readonly gap: number
}

/** One line of words; `y` is the baseline. */
export interface Label {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly size: number
  /** An edge of the surface's colour around the letters, `haloWidth(size)` px wide. */
  readonly halo: boolean
  readonly spans: readonly Span[]
}

/** A stretch of a line without gaps; `px` holds x, y pairs, `steps` and `values` the stored points behind them. */
export interface Stretch {
  readonly px: Float64Array
  readonly steps: Float64Array
  readonly values: Float64Array
}

export interface SceneLine {
  readonly run: string
  readonly series: string
  readonly role: LineRole
  readonly emphasis: 'normal' | 'highlighted' | 'context'
  readonly ink: Token
  readonly width: number
  readonly dash: readonly number[] | null
  readonly opacity: number
  readonly stretches: readonly Stretch[]
  /** What was stored, behind what was smoothed. It is not counted again. */
  readonly isBackdrop: boolean
  /** px of points that are drawn as such, where there are few enough to tell them apart. */
  readonly markers: Float64Array
  /** Where a path goes, a few times along it: px, and the angle in radians from the x axis. */
  readonly arrows: readonly { readonly x: number; readonly y: number; readonly angle: number }[]
  /** A mark at the last finite point. */
  readonly end: { readonly mark: 'point' | 'cross'; readonly x: number; readonly y: number } | null
  /** Places where values that have none on the axis were drawn on the frame: at or below 0 on a log axis, 0 and 1 on a logit axis. */
  readonly clamped: readonly { readonly x: number; readonly y: number; readonly edge: 'low' | 'high' }[]
  /** Points drawn, and points logged inside the step domain. */
  readonly drawn: number
  readonly total: number
}

/** The band of a group while it is of as many members: px of its outline, closed. */
export interface SceneBand {
  readonly group: string
  readonly ink: Token
  readonly opacity: number
  readonly outline: Float64Array
}

export interface SceneReference {
  readonly value: number
  readonly y: number
}

export interface ScenePanel {
  readonly id: string
  readonly plot: Rect
  readonly value: Scale
  readonly ticks: readonly Tick[]
  /** In drawing order: context and ghosts first, highlighted last. */
  readonly lines: readonly SceneLine[]
  readonly references: readonly SceneReference[]
  /** Behind the lines. */
  readonly bands: readonly SceneBand[]
}

export interface SceneRule {
  readonly step: number
  readonly condition: string
  readonly role: 'train' | 'test' | 'none'
  readonly x: number
}

/** What was drawn, for the footer, the metadata and the caption. */
export interface SceneFacts {
  readonly drawn: number
  readonly total: number
  /** True when points were reduced or a window hides some; then the sentence stands beside the title. */
  readonly reduced: boolean
  /** "1 703 of 100 000 logged points drawn, no smoothing" */
  readonly sentence: string
  /** How centres and bands of several groups were made: "mean, 95 % t-interval". Empty where no group is drawn, or a single one says it of itself. */
  readonly groups: string
}

export interface CurvesScene {
  readonly kind: 'curves'
  readonly spec: CurvesSpec
  readonly width: number
  readonly height: number
  readonly measures: Measures
  readonly step: {
    readonly scale: StepScale
    readonly ticks: readonly Tick[]
    /** y of the axis line. */
    readonly y: number
    /** All there is of the axis, whatever window is drawn. */
    readonly full: XExtent['full']
  }
  readonly panels: readonly ScenePanel[]
  /** Rules drawn, from the top of the words to the step axis. */
  readonly rules: readonly SceneRule[]
  readonly ruleSpan: { readonly y0: number; readonly y1: number }
  /** Rules too close to others to be drawn: for the list in the inspector only. */
  readonly listedRules: readonly SceneRule[]
  /** Ticks upwards from the axis; those whose words found no room have them in the description. */
  readonly seams: readonly { readonly step: number; readonly words: string; readonly x: number }[]
  /** All words: titles, tick labels, line labels, rules, references. */
  readonly labels: readonly Label[]
  readonly facts: SceneFacts
  /** The figure in one sentence or two, for `<desc>` and screen readers. */
  readonly description: string
}

/** One cell under a point: indices in the tensor, and where the column is drawn. */
export interface Cell {
  readonly row: number
  readonly column: number
  readonly place: number
  readonly value: number
}

export interface MatrixScene {
  readonly kind: 'matrix'
  readonly spec: MatrixSpec
  readonly matrix: MatrixData
  /** May exceed the frame when even 1 px a cell does not fit; the page scrolls then. */
  readonly width: number
  readonly height: number
  readonly measures: Measures
  /** Size of a cell in px: whole numbers on screen, so that cells are even and sharp. */
  readonly cell: { readonly width: number; readonly height: number }
  readonly plot: Rect
  readonly rowTicks: readonly Tick[]
  readonly columnTicks: readonly Tick[]
  readonly bar: { readonly rect: Rect; /** x of 0, null where 0 is a limit. */ readonly zero: number | null }
  readonly brackets: readonly { readonly x0: number; readonly x1: number; readonly y: number; readonly key: boolean }[]
  /** Outlines around a row or a column, outside its cells. */
  readonly highlights: readonly { readonly axis: 'row' | 'column'; readonly rect: Rect }[]
  /** NaN as a cross, infinity as a bar, where cells are large enough; the counts hold always. */
  readonly marks: readonly { readonly kind: 'nan' | 'infinite'; readonly rect: Rect }[]
  readonly counts: { readonly cells: number; readonly clipped: number; readonly nan: number; readonly infinite: number }
  readonly labels: readonly Label[]
  readonly description: string
  /** The cell at a point of the figure, null outside the matrix. */
  cellAt(x: number, y: number): Cell | null
  /** The rectangle of a cell, by its indices in the tensor. */
  cellRect(row: number, column: number): Rect
}
