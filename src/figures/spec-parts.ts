import { z } from 'zod'

/**
 * FigureSpec, version 1: everything that says how a figure looks except its data and its theme. JSON; it is stored, travels inside every
 * export, and gives the same figure again. A reader refuses versions and keys that it does not know.
 */
export const figureSpecVersion = 1

const finite = z.number() // zod numbers are finite

/** An interval from below to above; null leaves the choice to the data. */
export const Domain = z
  .tuple([finite, finite])
  .refine(([low, high]) => low < high, 'A domain goes from a lower to a higher number.')
  .readonly()

/** Outer size of the figure. Pixels are the screen's, 96 to the inch; millimetres bring the paper's text sizes and strokes with them. */
export const FigureSize = z.strictObject({
  unit: z.enum(['px', 'mm']),
  width: z.number().min(10).max(20_000),
  height: z.number().min(10).max(20_000),
})
export type FigureSize = z.output<typeof FigureSize>

/** Diverging (BrBG, RdBu), sequential (tide), and cyclic for phases and residues (twilight). */
export const ColourMapName = z.enum(['BrBG', 'RdBu', 'tide', 'twilight'])
export type ColourMapName = z.output<typeof ColourMapName>
