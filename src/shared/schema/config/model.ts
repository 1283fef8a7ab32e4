import { z } from 'zod'

const scale = z.number().min(0).max(100).default(1).meta({ unit: '1', help: 'How large the initial weights are, as a factor.' })

/** How the weights are drawn before training. */
export const InitConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('torch_default'), scale }).meta({ help: 'Uniform on ±scale/√fan_in.' }),
  z.strictObject({ kind: z.literal('normal'), scale }).meta({ help: 'Normal, standard deviation = scale.' }),
  z.strictObject({ kind: z.literal('normal_fan_in'), scale }).meta({ help: 'Normal, standard deviation = scale/√fan_in.' }),
])

/** What learns. */
export const ModelConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mlp'),
    input: z.enum(['one_hot_pair', 'features']).default('one_hot_pair').meta({ help: 'How an example enters: a one-hot vector for each symbol, side by side, or its numbers as they are.' }),
    hidden: z.array(z.int().min(1).max(8192)).min(1).max(16).readonly().meta({ unit: 'neurons', help: 'Width of each hidden layer.' }),
    activation: z.enum(['relu', 'quadratic', 'tanh', 'gelu']).default('relu').meta({ help: 'What a neuron makes of its sum.' }),
    bias: z.boolean().default(false).meta({ help: 'Whether each neuron adds a constant of its own.' }),
    init: InitConfig.prefault({ kind: 'torch_default' }),
  }),
])

export type InitConfig = z.output<typeof InitConfig>
export type ModelConfig = z.output<typeof ModelConfig>
