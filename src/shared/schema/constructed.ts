import { z } from 'zod'
import { Tensor } from './tensors.ts'

/** Solutions that somebody wrote down. */
export const constructedKinds = ['circle', 'waves', 'multiplication'] as const
export type ConstructedKind = (typeof constructedKinds)[number]

/** What is built, and how far from the ideal. */
export const ConstructedOrder = z.strictObject({
  kind: z.enum(constructedKinds),
  modulus: z.int().min(3).max(127).default(31),
  /** Of circle and waves; a multiplication takes eight a frequency. */
  neurons: z.int().min(1).max(512).default(24),
  /** Of a circle: how often its symbols go around; ⌊p/2⌋ at most. */
  frequency: z.int().min(1).max(63).default(1),
  /** Of a multiplication: how many key frequencies, drawn by the seed. */
  frequencies: z.int().min(1).max(16).default(3),
  activation: z.enum(['quadratic', 'relu']).default('quadratic'),
  /** Standard deviation of what is added to each weight, as a share of the root mean square of its matrix. */
  noise: z.number().min(0).max(10).default(0),
  seed: z.int().min(0).max(2 ** 31 - 1).default(0),
})
export type ConstructedOrder = z.output<typeof ConstructedOrder>

/** The network, and how well it adds. */
export const Constructed = z.strictObject({
  /** Parameters as they were used: a frequency that the table does not have is the largest that it has. */
  order: ConstructedOrder,
  /** Key frequencies, ascending. */
  frequencies: z.array(z.int()).readonly(),
  /** [2p, neurons] and [neurons, p] */
  input: Tensor,
  output: Tensor,
  /** Share of all p² pairs whose largest logit is the sum's. */
  accuracy: z.number(),
  /** Logit of the sum above the best of the others, over all pairs, in units of the root mean square of all logits. */
  margins: z.strictObject({ least: z.number(), mean: z.number() }),
  seconds: z.number(),
})
export type Constructed = z.output<typeof Constructed>
