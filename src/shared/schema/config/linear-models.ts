import { z } from 'zod'
import { InitConfig, InitGroups, OwnInit } from './init.ts'

const alpha = z.number().gt(0).max(1e6).default(1).meta({ unit: '1', help: 'How large the weights are before training.' })
const ownInit = OwnInit.prefault({ kind: 'own' })

/** A sum of the numbers of an example. */
export const Linear = z
  .strictObject({
    kind: z.literal('linear'),
    bias: z.boolean().default(false).meta({ help: 'Whether a constant is added.' }),
    start: z.array(z.number().min(-1e6).max(1e6)).min(1).max(4096).readonly().optional().meta({ unit: 'weight', help: 'The weights before training, one by one, in place of a draw.' }),
    init: InitConfig.prefault({ kind: 'torch_default' }),
    inits: InitGroups,
  })
  .meta({ help: 'Each output is a weighted sum of the numbers of an example.' })

/** Lyu et al. 2023, 3.2. */
export const DiagonalLinear = z
  .strictObject({
    kind: z.literal('diagonal_linear'),
    depth: z.int().min(1).max(16).default(2).meta({ unit: 'factors', help: 'Each weight is the difference of two numbers to this power.' }),
    alpha,
    init: ownInit,
    inits: InitGroups,
  })
  .meta({ help: 'A weighted sum whose weights are differences of powers: it prefers few weights where they are small and many where they are large.' })

/** Lyu et al. 2023, 3.3. */
export const MatrixCompletion = z
  .strictObject({
    kind: z.literal('matrix_completion'),
    alpha,
    init: ownInit,
    inits: InitGroups,
  })
  .meta({ help: 'A symmetric matrix U Uᵀ − V Vᵀ, of which some entries are seen: an example is a row and a column.' })

/** Kumar et al. 2023, section 3. */
export const Committee = z
  .strictObject({
    kind: z.literal('committee'),
    neurons: z.int().min(1).max(65_536).default(200).meta({ unit: 'neurons', help: 'Members of the committee, whose votes are averaged.' }),
    epsilon: z.number().min(0).max(100).default(0.25).meta({ unit: '1', help: 'How much a vote bends: h + ε h²/2. Small is misaligned with a quadratic task.' }),
    alpha: z.number().gt(0).max(1e6).default(1).meta({ unit: '1', help: 'Outputs are multiplied by this: the larger, the lazier it learns. For equal speed divide the learning rate by its square.' }),
    init: InitConfig.prefault({ kind: 'normal' }),
    inits: InitGroups,
  })
  .meta({ help: 'The average of many bent sums, less what it was before training.' })
