import { z } from 'zod'
import { PlotsSpec } from './plots/plots-spec.ts'
import { ColourMapName, Domain, FigureSize, figureSpecVersion } from './spec-parts.ts'
import { GroupSpec, SmoothingSpec, XQuantity } from './spec-series.ts'

export * from './spec-parts.ts'
export * from './spec-series.ts'

const version = z.literal(figureSpecVersion)
const text = z.string().max(300)
const step = z.number().min(0).max(2 ** 32 - 1)
const finite = z.number() // zod numbers are finite

/** What a line is; it decides stroke and, when `colour` goes by role, hue. */
export const LineRole = z.enum(['train', 'test', 'measure', 'ghost', 'mean'])
export type LineRole = z.output<typeof LineRole>

/** Hue by role (train blue, test vermillion) or by run (a stored slot). One panel never codes both by hue. */
export const LineColour = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('role') }),
  z.strictObject({ by: z.literal('run'), slot: z.int().min(1).max(28) }),
])
export type LineColour = z.output<typeof LineColour>

export const LineSpec = z.strictObject({
  /** Key of the data: a run id, or the name of an expected or averaged set of curves. */
  run: z.string().max(200),
  series: z.string().max(100),
  role: LineRole,
  colour: LineColour.default({ by: 'role' }),
  /** Lengths in px on and off; null takes the dash that role and slot bring. */
  dash: z.array(z.number().positive().max(100)).max(8).readonly().nullable().default(null),
  /** Words at the curve; null for none. */
  label: text.nullable().default(null),
  emphasis: z.enum(['normal', 'highlighted', 'context']).default('normal'),
  /** How the line ends: plain, a filled point at the live edge, or a cross where a run diverged or failed. */
  end: z.enum(['plain', 'point', 'cross']).default('plain'),
})
export type LineSpec = z.output<typeof LineSpec>

export const ValueAxisSpec = z.discriminatedUnion('kind', [
  /** Fixed from 0 to 1, written 0 % to 100 %. */
  z.strictObject({ kind: z.literal('accuracy') }),
  /** Logarithmic in whole decades, so that limits of a live curve grow by whole decades only. */
  z.strictObject({ kind: z.literal('log'), domain: Domain.refine(([low]) => low > 0, 'A log axis begins above 0.').nullable().default(null) }),
  z.strictObject({ kind: z.literal('linear'), domain: Domain.nullable().default(null), percent: z.boolean().default(false) }),
  /** ln(v / (1 − v)) of shares, in whole decades from either end: 0.1 % and 99.9 % as far from 50 % each. 0 and 1 are drawn on the frame, marked. */
  z.strictObject({ kind: z.literal('logit'), domain: Domain.refine(([low, high]) => low > 0 && high < 1, 'A logit axis lies between 0 and 1.').nullable().default(null) }),
  /** Linear about 0 up to `linearTo` of either sign, logarithmic beyond. */
  z.strictObject({ kind: z.literal('symlog'), domain: Domain.nullable().default(null), linearTo: z.number().positive().default(1) }),
])
export type ValueAxisSpec = z.output<typeof ValueAxisSpec>

/** A horizontal reference such as chance: `{ value: 1 / 59, label: 'chance, 1 in 59' }`. */
export const ReferenceSpec = z.strictObject({ value: finite, label: text })

export const PanelSpec = z.strictObject({
  id: z.string().max(100),
  title: text,
  subtitle: text.default(''),
  y: ValueAxisSpec,
  /** Relative height; null gives accuracy 1.4 and everything else 1. */
  weight: z.number().min(0.1).max(10).nullable().default(null),
  lines: z.array(LineSpec).max(500).readonly(),
  references: z.array(ReferenceSpec).max(20).readonly().default([]),
  groups: z.array(GroupSpec).max(50).readonly().default([]),
  /** Panels that name the same link share the limits of their value axes: facets of one quantity. */
  link: z.string().max(100).nullable().default(null),
})
export type PanelSpec = z.output<typeof PanelSpec>

/** A vertical line through all panels: the condition in the colour of its role, the step in grey. */
export const RuleSpec = z.strictObject({ step, condition: text, role: z.enum(['train', 'test', 'none']).default('none') })
export type RuleSpec = z.output<typeof RuleSpec>

/** Where training went on after an end, from another run, or with other settings: a tick on the axis with its words. */
export const SeamSpec = z.strictObject({ step, words: text })
export type SeamSpec = z.output<typeof SeamSpec>

/** The x axis: steps, unless `quantity` says what stands there instead. */
export const StepAxisSpec = z.strictObject({
  quantity: XQuantity.default({ by: 'step' }),
  scale: z.enum(['log', 'linear', 'symlog']).default('log'),
  /** symlog only: how far from 0 it is about linear. */
  linearTo: z.number().positive().default(1),
  /** The whole axis; null takes what the lines need. */
  domain: Domain.nullable().default(null),
  /** The part of the axis that is drawn: where one has zoomed to. */
  window: Domain.nullable().default(null),
  /** Log only: `auto` shows the slot of step 0 when a line has a point there and the axis is not cut from the left. */
  zero: z.enum(['auto', 'shown', 'hidden']).default('auto'),
  title: text.default('step'),
})
export type StepAxisSpec = z.output<typeof StepAxisSpec>

export const CurvesSpec = z.strictObject({
  version,
  kind: z.literal('curves'),
  title: text,
  size: FigureSize.nullable().default(null),
  step: StepAxisSpec.prefault({}),
  panels: z.array(PanelSpec).min(1).max(12).readonly(),
  rules: z.array(RuleSpec).max(50).readonly().default([]),
  seams: z.array(SeamSpec).max(100).readonly().default([]),
  /** Null draws what was stored. */
  smoothing: SmoothingSpec.nullable().default(null),
  /** What the figure leaves out and why, such as runs that have not reached the event that the others are aligned by. */
  notes: z.array(text).max(10).readonly().default([]),
})
export type CurvesSpec = z.output<typeof CurvesSpec>

/** An outline around one row or column, at its index in the tensor (not its place after ordering). */
export const HighlightSpec = z.strictObject({ axis: z.enum(['row', 'column']), index: z.int().min(0), label: text })

/** A bracket over neighbouring places of the drawn order, `from` up to but not including `to`. */
export const BracketSpec = z.strictObject({ from: z.int().min(0), to: z.int().min(1), label: text, key: z.boolean().default(false) })

export const MatrixSpec = z
  .strictObject({
    version,
    kind: z.literal('matrix'),
    title: text,
    subtitle: text.default(''),
    size: FigureSize.nullable().default(null),
    run: z.string().max(200),
    tensor: z.string().max(200),
    step,
    /** Fixed over time and across runs; symmetric for diverging maps, so that zero is the neutral colour. */
    limits: Domain,
    map: ColourMapName.default('BrBG'),
    rowLabel: text.default('row'),
    columnLabel: text.default('column'),
    /** `columnOrder[place]` is the column drawn at that place; null keeps the stored order. */
    columnOrder: z.array(z.int().min(0)).max(100_000).readonly().nullable().default(null),
    /** Edge of square cells in whole px; null takes the largest cells that fit, up to three times longer than high or higher than long. */
    cell: z.int().min(1).max(64).nullable().default(null),
    highlights: z.array(HighlightSpec).max(50).readonly().default([]),
    brackets: z.array(BracketSpec).max(1000).readonly().default([]),
  })
  .refine((s) => s.map === 'tide' || s.map === 'twilight' || s.limits[0] === -s.limits[1], {
    message: 'A diverging colour map needs limits that are symmetric about 0.',
    path: ['limits'],
  })
  .refine((s) => s.columnOrder === null || new Set(s.columnOrder).size === s.columnOrder.length, {
    message: 'The order of columns names a column twice.',
    path: ['columnOrder'],
  })
export type MatrixSpec = z.output<typeof MatrixSpec>

export const FigureSpec = z.discriminatedUnion('kind', [CurvesSpec, MatrixSpec, PlotsSpec])
export type FigureSpec = z.output<typeof FigureSpec>

/** What a caller writes: everything with a default may be left out. `CurvesSpec.parse(input)` fills it in. */
export type CurvesSpecInput = z.input<typeof CurvesSpec>
export type MatrixSpecInput = z.input<typeof MatrixSpec>
