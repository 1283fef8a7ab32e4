import { z } from 'zod'

const name = z.string().max(200)

/**
 * What stands on the x axis. A run that has no x in it (no factor, no such series) is not drawn, and the figure says so where it is made.
 */
export const XQuantity = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('step') }),
  /** x = (step − offset) · factor, by run: epochs, examples seen, FLOP, steps before and after an event, or steps in units of one. */
  z.strictObject({
    by: z.literal('scaled'),
    runs: z.record(name, z.strictObject({ offset: z.number(), factor: z.number().positive() })),
  }),
  /** Another stored series at the same logged steps. x need not ascend, so the curve is a path with a direction. */
  z.strictObject({ by: z.literal('series'), series: z.string().max(100) }),
])
export type XQuantity = z.output<typeof XQuantity>

/** How stored values are smoothed before anything is reduced, so that zoom and width do not change them. */
export const SmoothingSpec = z.strictObject({
  kind: z.enum(['median', 'mean', 'ema']),
  /** Width of the centred window, or the length over which the weight of the average falls to 1/e: decades of step, or steps. */
  width: z.number().positive().max(1e8),
  along: z.enum(['log-step', 'step']).default('log-step'),
  /** `log` averages logarithms in panels with a log axis: the geometric mean of losses. A median is the same either way. */
  values: z.enum(['stored', 'log']).default('stored'),
})
export type SmoothingSpec = z.output<typeof SmoothingSpec>

export const Centre = z.enum(['mean', 'median', 'trimmed', 'geometric'])
export type Centre = z.output<typeof Centre>

export const BandKind = z.enum(['none', 'sd', 'se', 't', 'bootstrap', 'quantiles', 'range'])
export type BandKind = z.output<typeof BandKind>

/** Runs that are repeats of one thing, drawn as one curve with a band; their own lines are drawn where the panel names them. */
export const GroupSpec = z
  .strictObject({
    /** Key of the group, beside the ids of runs. */
    name,
    members: z.array(name).min(2, 'A single run is no group.').max(500).readonly(),
    series: z.string().max(100),
    /** Null draws in ink. */
    slot: z.int().min(1).max(28).nullable().default(null),
    centre: Centre.default('mean'),
    band: BandKind.default('t'),
    /** Share that t, bootstrap and quantile bands hold. */
    level: z.number().min(0.5).max(0.999).default(0.95),
    /** Between its logged steps a member keeps its last value, or goes straight to the next. */
    evaluation: z.enum(['hold', 'linear']).default('hold'),
    /** Words before those about centre, band and n; null leaves these alone. */
    label: z.string().max(300).nullable().default(null),
  })
  .refine(({ centre, band }) => centre !== 'median' || !['sd', 'se', 't'].includes(band), {
    message: 'SD, standard error and t-interval are of a mean. Around a median draw quantiles, a bootstrap interval or the range.',
    path: ['band'],
  })
export type GroupSpec = z.output<typeof GroupSpec>
