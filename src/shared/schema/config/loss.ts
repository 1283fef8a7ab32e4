import { z } from 'zod'

/** What is made small. */
export const LossConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cross_entropy'),
    form: z.enum(['exact_gradient', 'plain']).default('exact_gradient').meta({ help: 'Exact keeps the digits of the gradient where the loss is almost zero.' }),
    softmax_precision: z.enum(['f16', 'f32', 'f64']).optional().meta({ help: 'Numbers in which softmax and loss are computed; those of the run where it is absent. f16 rounds every number to half precision.' }),
    divisor: z.number().min(1e-6).max(1e6).optional().meta({ unit: '1', help: 'The mean over examples is divided by this: PAIR averages over the 67 outputs too.' }),
  }),
  z
    .strictObject({
      kind: z.literal('mse'),
      divisor: z.number().min(1e-6).max(1e6).optional().meta({ unit: '1', help: 'The mean is divided by this: 0.002 for the likelihood of Miller’s linear model, 1/97 for a sum over 97 outputs.' }),
    })
    .meta({ help: 'Mean over examples and outputs of the squared distance to the target, or to the one-hot answer.' }),
  z.strictObject({ kind: z.literal('stable_max') }).meta({ help: 'Cross-entropy of StableMax, which grows linearly where softmax grows exponentially, so that no example is absorbed by rounding.' }),
  z.strictObject({ kind: z.literal('hinge') }).meta({ help: 'max(0, 1 − y f) for answers y = ±1: an example that is right with some margin teaches nothing more.' }),
  z.strictObject({ kind: z.literal('logistic') }).meta({ help: 'log(1 + exp(−y f)) for answers y = ±1.' }),
  z.strictObject({ kind: z.literal('own') }).meta({ help: 'What the model itself makes small: the likelihood of a Gaussian process or the bound of a Bayesian network, data fit and complexity apart.' }),
])
export type LossConfig = z.output<typeof LossConfig>
