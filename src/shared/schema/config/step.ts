import { z } from 'zod'

/** What is done to the gradients between differentiation and the optimiser. */
export const FilterConfig = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('grokfast_ema'),
      alpha: z.number().min(0).lt(1).default(0.98).meta({ unit: '1', help: 'Share of the slow part that is kept at each step.' }),
      lambda: z.number().min(0).max(1e3).default(2).meta({ unit: '1', help: 'How many times the slow part is added to the gradient.' }),
    })
    .meta({ help: 'Grokfast: a running mean of the gradients is added to the gradient.' }),
  z
    .strictObject({
      kind: z.literal('grokfast_ma'),
      window: z.int().min(1).max(1000).default(100).meta({ unit: 'steps', help: 'Gradients in the mean; each is kept in memory.' }),
      lambda: z.number().min(0).max(1e3).default(5).meta({ unit: '1', help: 'How many times the mean is added to the gradient.' }),
    })
    .meta({ help: 'Grokfast: the mean of the last gradients is added to the gradient.' }),
  z.strictObject({ kind: z.literal('orthogonal') }).meta({ help: 'OrthoGrad: each tensor loses the part of its gradient along its own weights and keeps its length.' }),
  z
    .strictObject({ kind: z.literal('clip'), norm: z.number().gt(0).max(1e9).meta({ unit: 'loss per weight', help: 'Largest length of all gradients together.' }) })
    .meta({ help: 'Gradients longer than the norm are shortened to it.' }),
])

const strength = z.number().min(0).max(1e6).meta({ unit: 'loss per unit of the penalty', help: 'How much the penalty counts in the loss.' })

/** What is added to the loss besides the error. */
export const PenaltyConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('l1'), strength }).meta({ help: 'Sum of the absolute weights: few weights stay.' }),
  z.strictObject({ kind: z.literal('l2'), strength }).meta({ help: 'Half the sum of the squared weights.' }),
  z.strictObject({ kind: z.literal('spectral_entropy'), strength }).meta({ help: 'Mean entropy of the singular values of the matrices: few directions stay.' }),
])

export const NoiseConfig = z.strictObject({
  scale: z.number().gt(0).max(100).meta({ unit: 'weight', help: 'Standard deviation of the noise that is on the weights while loss and gradient are taken.' }),
})

/** What the weights have to keep after each update. */
export const ConstraintConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant_norm') }).meta({ help: 'All weights are scaled together so that their total length stays what it was at the start.' }),
  z.strictObject({ kind: z.literal('keep_zeros') }).meta({ help: 'Entries of matrices that are exactly zero at the start stay zero: what a lottery ticket pruned away never comes back.' }),
])

export type FilterConfig = z.output<typeof FilterConfig>
export type PenaltyConfig = z.output<typeof PenaltyConfig>
export type NoiseConfig = z.output<typeof NoiseConfig>
export type ConstraintConfig = z.output<typeof ConstraintConfig>
