import { z } from 'zod'

/** How many examples each update sees. */
export const BatchConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('full') }),
  z.strictObject({ kind: z.literal('minibatch'), size: z.int().min(1).max(1e6).meta({ unit: 'examples', help: 'Pairs drawn anew for each step.' }) }),
])
export type BatchConfig = z.output<typeof BatchConfig>
