import { z } from 'zod'

/** What is learnt. */
export const TaskConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('modular_table'),
    operator: z.enum(['add', 'subtract', 'multiply']).default('add').meta({ help: 'The operation whose table is learnt.' }),
    modulus: z.int().min(2).max(512).meta({ unit: '1', help: 'Size of the table. Primes have no sub-groups and give the cleanest circuits.' }),
    ordered: z.boolean().default(true).meta({ help: 'All pairs (a, b), or only those with a ≤ b.' }),
  }),
])
export type TaskConfig = z.output<typeof TaskConfig>
