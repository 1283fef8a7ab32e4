import { z } from 'zod'

const numbers = z.instanceof(Float64Array)

export const TheoryCurve = z
  .strictObject({ label: z.string(), over: z.string(), scale: z.enum(['linear', 'log']), unit: z.string(), marks: z.literal('points').optional(), x: numbers, y: numbers })
  .refine(({ x, y }) => x.length === y.length, 'x and y differ in number.')

export type TheoryCurve = z.output<typeof TheoryCurve>

/** Curves and numbers by name. Infinity and NaN are results: what never happens, and what is not defined. */
export const TheoryResult = z.strictObject({
  curves: z.record(z.string(), TheoryCurve),
  values: z.record(z.string(), z.union([z.number(), z.nan(), z.literal([Infinity, -Infinity])])),
})

/** A piece of theory as a list shows it. */
export const TheoryCard = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** In Unicode. */
  formula: z.string(),
  /** In TeX. */
  tex: z.string(),
  source: z.string(),
  /** JSON schema: each with range, unit and help, and its default where it has one. */
  parameters: z.json(),
})
export type TheoryCard = z.output<typeof TheoryCard>

export const TheoryParameters = z.record(z.string().max(100), z.json())

/** What was computed: with the parameters in full, and the seconds it took. */
export const TheoryAnswer = z.strictObject({ theory: TheoryCard, parameters: TheoryParameters, ...TheoryResult.shape, seconds: z.number() })
export type TheoryAnswer = z.output<typeof TheoryAnswer>
