import { z } from 'zod'
import { ColourMapName, Domain, FigureSize, figureSpecVersion } from '../spec-parts.ts'
import { tokenNames } from '../themes.ts'

/**
 * The kind `plots`: rows of small plots, each with two axes and some marks. It draws everything of the lab that is neither curves over steps nor
 * one matrix: spectra, scatters, clocks, stars, heatmaps over time, contact sheets, theory. Numbers are beside it, in `PlotsData`, by key.
 */
const text = z.string().max(300)
const finite = z.number()
const key = z.string().max(200)
const Ink = z.enum(tokenNames)

const axis = {
  title: text.default(''),
  /** `none` draws neither ticks nor words, `ticks` no words. */
  shown: z.enum(['all', 'ticks', 'none']).default('all'),
  /** In place of round values: −π, 0, π. */
  ticks: z.array(z.strictObject({ value: finite, label: text })).max(500).readonly().nullable().default(null),
  /** From high to low: rows of a matrix go down. */
  reversed: z.boolean().default(false),
}
const fitted = { ...axis, domain: Domain.nullable().default(null) }

export const PlotAxis = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('linear'), percent: z.boolean().default(false), ...fitted }),
  z.strictObject({ kind: z.literal('log'), ...fitted }),
  /** Linear between −linearTo and linearTo, logarithmic beyond: for values of both signs that lie decades apart. */
  z.strictObject({ kind: z.literal('symlog'), linearTo: z.number().positive().default(1), ...fitted }),
  /** ln(v / (1 − v)), for shares near 0 and 1. */
  z.strictObject({ kind: z.literal('logit'), ...fitted }),
  /** Steps of training on a log axis up to `last`, step 0 in a slot of its own. */
  z.strictObject({ kind: z.literal('step'), last: z.number().min(1), zero: z.boolean().default(false), ...axis }),
  /** Things that are counted, from 0, each one wide: rows, neurons, classes. */
  z.strictObject({ kind: z.literal('places'), count: z.int().min(1).max(100_000), names: z.array(text).max(5000).readonly().nullable().default(null), ...axis }),
])
export type PlotAxis = z.output<typeof PlotAxis>

const drawn = {
  data: key,
  ink: Ink.default('text'),
  opacity: z.number().min(0).max(1).default(1),
  /** In the legend, or at the end of a line. */
  label: text.nullable().default(null),
}
const stroke = { width: z.number().positive().max(10).default(1.75), dash: z.array(z.number().positive().max(100)).max(8).readonly().nullable().default(null) }

export const MarkSpec = z.discriminatedUnion('mark', [
  /** Through the points (x, y) in their order. NaN breaks it. */
  z.strictObject({ mark: z.literal('line'), ...drawn, ...stroke, slot: z.int().min(1).max(28).nullable().default(null), points: z.boolean().default(false) }),
  /** Discs or rings at (x, y); `size` multiplies the radius; `names` beside them. */
  z.strictObject({
    mark: z.literal('points'), ...drawn, radius: z.number().positive().max(20).default(2.5), shape: z.enum(['disc', 'ring']).default('disc'),
    slot: z.int().min(1).max(28).nullable().default(null), names: z.array(text).max(5000).readonly().nullable().default(null),
  }),
  /** Straight from (x, y) to (x2, y2). */
  z.strictObject({ mark: z.literal('segments'), ...drawn, ...stroke }),
  /** Between low and high over x. */
  z.strictObject({ mark: z.literal('band'), ...drawn }),
  /** Rectangles between (x, y) and (x2, y2). */
  z.strictObject({ mark: z.literal('bars'), ...drawn }),
  /** Circles about (x, y) of radius r, in units of the x axis. */
  z.strictObject({ mark: z.literal('circles'), ...drawn, ...stroke }),
  /** `value` row by row at every x (across) and y (down or up): cells reach half way to their neighbours. */
  z.strictObject({ mark: z.literal('heat'), data: key, map: ColourMapName, limits: Domain }),
  /** Words at (x, y), one of `texts` each. */
  z.strictObject({ mark: z.literal('words'), ...drawn, texts: z.array(text).max(5000).readonly(), anchor: z.enum(['start', 'middle', 'end']).default('middle'), dy: finite.default(0), weight: z.literal([400, 500, 600]).default(400) }),
  /** A line through the whole plot. */
  z.strictObject({ mark: z.literal('rule'), axis: z.enum(['x', 'y']), value: finite, ink: Ink.default('n-7'), ...stroke, words: text.default('') }),
  /** y = slope · x + at, within the plot: a law that points should follow. */
  z.strictObject({ mark: z.literal('diagonal'), slope: finite.default(1), at: finite.default(0), ink: Ink.default('n-6'), ...stroke }),
])
export type MarkSpec = z.output<typeof MarkSpec>

export const PlotSpec = z.strictObject({
  id: z.string().max(100),
  title: text.default(''),
  subtitle: text.default(''),
  x: PlotAxis,
  y: PlotAxis,
  /** Width beside the others of its row. */
  weight: z.number().positive().max(100).default(1),
  /** Width over height of the plot; null fills its place. 1 keeps circles round. */
  aspect: z.number().positive().max(1000).nullable().default(null),
  marks: z.array(MarkSpec).max(500).readonly(),
  /** Labels of marks: at the ends of lines, or in a row below the title. */
  legend: z.enum(['ends', 'row']).default('ends'),
  /** The colour bar of a heatmap, with the words of both limits. */
  bar: z.strictObject({ map: ColourMapName, limits: Domain, low: text, high: text }).nullable().default(null),
  /** Hairlines at the ticks: of values, of both axes, or none. */
  grid: z.enum(['y', 'both', 'none']).default('y'),
  /** An outline around it. */
  frame: z.enum(['none', 'plain', 'accent']).default('none'),
})
export type PlotSpec = z.output<typeof PlotSpec>

export const PlotsSpec = z.strictObject({
  version: z.literal(figureSpecVersion),
  kind: z.literal('plots'),
  title: text,
  /** What it shows, computed from the data: the description in a file. */
  sentence: z.string().max(2000).default(''),
  size: FigureSize.nullable().default(null),
  /** Heights in px of the screen; a figure with a size shares its own out in these proportions. */
  rows: z.array(z.strictObject({ height: z.number().positive().max(5000), plots: z.array(PlotSpec).min(1).max(60).readonly() })).min(1).max(60).readonly(),
  /** What is left out and why, on lines below the title. */
  notes: z.array(text).max(10).readonly().default([]),
  /** The run and step it is of, so that it can be opened again; and which panel of the lab drew it. */
  run: z.string().max(200).nullable().default(null),
  step: z.number().min(0).max(2 ** 32 - 1).nullable().default(null),
  panel: z.string().max(100).nullable().default(null),
})
export type PlotsSpec = z.output<typeof PlotsSpec>
export type PlotsSpecInput = z.input<typeof PlotsSpec>
export type PlotInput = z.input<typeof PlotSpec>
export type MarkInput = z.input<typeof MarkSpec>
