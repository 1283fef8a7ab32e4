import { z } from 'zod'

/** What is made small. */
export const LossConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cross_entropy'),
    form: z.enum(['exact_gradient', 'plain']).default('exact_gradient').meta({ help: 'Exact keeps the digits of the gradient where the loss is almost zero.' }),
  }),
  z.strictObject({ kind: z.literal('mse') }).meta({ help: 'Mean over examples and outputs of the squared distance to the one-hot answer.' }),
])
export type LossConfig = z.output<typeof LossConfig>
