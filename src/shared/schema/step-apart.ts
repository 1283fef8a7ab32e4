import { z } from 'zod'

/** Lengths √(Σ x²) of the parts of one update of a tensor, or of all together. */
export const TensorStep = z.strictObject({
  name: z.string(),
  /** Numbers in it. */
  size: z.int(),
  weight: z.number(),
  gradient: z.number(),
  /** What weight decay does: the update less the one that the same state makes without decay. */
  decay: z.number(),
  /** What the optimiser does beside that. */
  update: z.number(),
  /** Both together. */
  change: z.number(),
  /** Cosine between the change and the way down the gradient; null where one of them is zero. */
  downhill: z.number().nullable(),
})
export type TensorStep = z.output<typeof TensorStep>

const Losses = z.strictObject({ train_loss: z.number(), test_loss: z.number(), train_accuracy: z.number(), test_accuracy: z.number() })
export type Losses = z.output<typeof Losses>

/** One update of a run apart: computed from its saved state, without changing it. */
export const StepApart = z.strictObject({
  /** Updates made before this one. */
  step: z.int().min(0),
  /** Step of the saved state it was computed from; the steps between were made again. */
  from: z.int().min(0),
  before: Losses,
  /** With the optimiser's part of the update only. */
  undecayed: Losses,
  after: Losses,
  total: TensorStep,
  tensors: z.array(TensorStep).readonly(),
})
export type StepApart = z.output<typeof StepApart>
