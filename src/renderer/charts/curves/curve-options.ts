import { z } from 'zod'
import { BandKind, Centre, SmoothingSpec } from '../../../figures/spec-series.ts'
import type { Alignment, XOptions } from '../../../figures/x-choices.ts'
import { eventIds } from '../../../shared/schema/run.ts'

/** How curves are drawn, as one chooses it: all of it can stand in an address and be kept for a view. */
export interface CurveOptions extends XOptions {
  /** Of the values: as planned for each panel, or another; a panel for which it means nothing keeps its own. */
  readonly y: YScale
  readonly smoothing: SmoothingSpec | null
  /** The centre of runs that are repeats of one thing; `none` draws single runs only. */
  readonly centre: Centre | 'none'
  readonly band: BandKind
  readonly evaluation: 'hold' | 'linear'
  /** A key of the configuration whose values have a panel each. */
  readonly facet: string | null
}

export const yScales = ['auto', 'linear', 'log', 'logit', 'symlog'] as const
export type YScale = (typeof yScales)[number]

export const plainOptions: CurveOptions = { x: 'step', scale: 'log', y: 'auto', smoothing: null, centre: 'mean', band: 't', evaluation: 'hold', align: { by: 'step' }, facet: null }

/** The options as short texts by key, those alone that differ from the plain ones. */
export function writeOptions(options: CurveOptions, plain: CurveOptions = plainOptions): Readonly<Record<OptionKey, string | undefined>> {
  const texts = (of: CurveOptions): Record<OptionKey, string> => ({
    x: of.x,
    scale: of.scale,
    y: of.y,
    smooth: of.smoothing === null ? 'off' : [of.smoothing.kind, of.smoothing.width, of.smoothing.along, of.smoothing.values].join('~'),
    centre: of.centre,
    band: of.band,
    between: of.evaluation,
    align: of.align.by === 'step' ? 'step' : `${of.align.by}~${of.align.event}`,
    facet: of.facet ?? '',
  })
  const [now, usual] = [texts(options), texts(plain)]
  const changed = optionKeys.map((key) => [key, now[key] === usual[key] ? undefined : now[key]])
  return Object.fromEntries(changed) as Readonly<Record<OptionKey, string | undefined>>
}

export const optionKeys = ['x', 'scale', 'y', 'smooth', 'centre', 'band', 'between', 'align', 'facet'] as const
export type OptionKey = (typeof optionKeys)[number]

/** Reads what `writeOptions` wrote. A text that means nothing, as one from an old address may, leaves that option as it is. */
export function readOptions(texts: Readonly<Partial<Record<OptionKey, unknown>>>, plain: CurveOptions = plainOptions): CurveOptions {
  const read = <T>(schema: z.ZodType<T>, text: unknown, usual: T): T => {
    const parsed = schema.safeParse(text)
    return parsed.success ? parsed.data : usual
  }
  return {
    x: read(z.string().regex(/^(step|epoch|examples|flop|series:.{1,100})$/), texts.x, plain.x),
    scale: read(z.enum(['log', 'linear', 'symlog']), texts.scale, plain.scale),
    y: read(z.enum(yScales), texts.y, plain.y),
    smoothing: smoothingOf(texts.smooth, plain.smoothing),
    centre: read(z.union([Centre, z.literal('none')]), texts.centre, plain.centre),
    band: read(BandKind, texts.band, plain.band),
    evaluation: read(z.enum(['hold', 'linear']), texts.between, plain.evaluation),
    align: alignmentOf(texts.align, plain.align),
    facet: typeof texts.facet === 'string' && texts.facet.length < 200 ? texts.facet || null : plain.facet,
  }
}

function smoothingOf(text: unknown, usual: SmoothingSpec | null): SmoothingSpec | null {
  if (typeof text !== 'string') return usual
  if (text === 'off') return null
  const [kind, width, along, values] = text.split('~')
  const parsed = SmoothingSpec.safeParse({ kind, width: Number(width), along, values })
  return parsed.success ? parsed.data : usual
}

export function alignmentOf(text: unknown, usual: Alignment): Alignment {
  if (text === 'step') return { by: 'step' }
  const [by, name] = typeof text === 'string' ? text.split('~') : []
  const event = eventIds.find((id) => id === name)
  return (by === 'after' || by === 'ratio') && event !== undefined ? { by, event } : usual
}

/** A median has no standard error, so a band that needs one becomes the middle of the runs. */
export function bandFor(centre: CurveOptions['centre'], band: BandKind): BandKind {
  return centre === 'median' && (band === 'sd' || band === 'se' || band === 't') ? 'quantiles' : band
}
