import { z } from 'zod'

/** How it is made small. */
export const OptimiserConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('adamw'),
    learning_rate: z.number().gt(0).max(1e9).meta({ unit: 'per step', help: 'How far each update moves the weights.' }),
    weight_decay: z.number().min(0).max(1e3).default(0).meta({ unit: 'per step, times the learning rate', help: 'How strongly each update pulls the weights to zero.' }),
    beta1: z.number().min(0).lt(1).default(0.9).meta({ unit: '1', help: 'Share of the running mean of gradients that is kept at each step.' }),
    beta2: z.number().min(0).lt(1).default(0.98).meta({ unit: '1', help: 'Share of the running mean of squared gradients that is kept at each step.' }),
    epsilon: z.number().gt(0).max(1).default(1e-8).meta({ unit: 'loss per weight', help: 'Added to the root of the mean squared gradient, so that nothing is divided by zero.' }),
    warmup_steps: z.int().min(0).max(1e6).default(0).meta({ unit: 'steps', help: 'The learning rate rises in a line from zero over these steps.' }),
  }),
])
export type OptimiserConfig = z.output<typeof OptimiserConfig>
