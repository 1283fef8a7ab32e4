import { z } from 'zod'

/** What several kinds of model have. */

export const neurons = z.int().min(1).max(8192).meta({ unit: 'neurons', help: 'Width of the hidden layer.' })
export const hidden = z.array(z.int().min(1).max(8192)).min(1).max(16).readonly().meta({ unit: 'neurons', help: 'Width of each hidden layer.' })
export const activation = z.enum(['relu', 'quadratic', 'tanh', 'gelu', 'identity']).default('relu').meta({ help: 'What a neuron makes of its sum.' })
export const dropout = z
  .number()
  .min(0)
  .lt(1)
  .optional()
  .meta({ unit: '1', help: 'Share of the numbers that are set to zero in each update, other ones every time. Where the network is judged, all count.' })
