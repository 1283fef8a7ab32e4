import { z } from 'zod'

const learningRate = z.number().gt(0).max(1e9).meta({ unit: 'per step', help: 'How far each update moves the weights.' })
const weightDecay = z.number().min(0).max(1e3).meta({ unit: 'per step, times the learning rate', help: 'How strongly each update pulls the weights to zero.' })
const epsilon = z.number().gt(0).max(1).default(1e-8).meta({ unit: 'loss per weight', help: 'Added to the root of the mean squared gradient, so that nothing is divided by zero.' })
const moments = {
  beta1: z.number().min(0).lt(1).default(0.9).meta({ unit: '1', help: 'Share of the running mean of gradients that is kept at each step.' }),
  beta2: z.number().min(0).lt(1).default(0.98).meta({ unit: '1', help: 'Share of the running mean of squared gradients that is kept at each step.' }),
  epsilon,
  update_noise: z.number().gt(0).max(100).optional().meta({ unit: 'share of the learning rate', help: 'Standard deviation of normal noise that is added to each update before the learning rate multiplies it.' }),
}

/** What every optimiser has. What is optional is off when it is absent, so a stored configuration keeps its meaning. */
const common = {
  learning_rate: learningRate,
  weight_decay: weightDecay.default(0),
  warmup_steps: z.int().min(0).max(1e6).default(0).meta({ unit: 'steps', help: 'The learning rate rises in a line from zero over these steps.' }),
  cosine: z
    .strictObject({
      steps: z.int().min(1).max(1e8).meta({ unit: 'steps', help: 'After the warm-up the learning rate falls along half a cosine until this step.' }),
      final_share: z.number().min(0).max(1).default(0.1).meta({ unit: '1', help: 'Share of the learning rate that is left at the end.' }),
    })
    .optional(),
  groups: z
    .array(
      z.strictObject({
        parameters: z.string().min(1).max(200).meta({ help: 'How the names of these parameters begin, for example "embed".' }),
        learning_rate: learningRate.optional(),
        weight_decay: weightDecay.optional(),
      }),
    )
    .max(64)
    .readonly()
    .optional()
    .meta({ help: 'Other settings for some of the parameters; the first group that fits a name counts.' }),
}

/** How it is made small. */
export const OptimiserConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('adamw'),
    ...common,
    ...moments,
    decay: z
      .enum(['to_zero', 'to_initial', 'jiggle'])
      .optional()
      .meta({ help: 'Where weight decay pulls: to zero (usual), to the initial weights, or nowhere, by a random factor.' }),
  }),
  z.strictObject({ kind: z.literal('adam'), ...common, ...moments }).meta({ help: 'Adam with the decay inside the gradient (L2).' }),
  z
    .strictObject({
      kind: z.literal('sgd'),
      ...common,
      momentum: z.number().min(0).lt(1).default(0).meta({ unit: '1', help: 'Share of the last update that is kept in the next.' }),
    })
    .meta({ help: 'Plain gradient descent, with the decay inside the gradient (L2).' }),
  z
    .strictObject({
      kind: z.literal('rmsprop'),
      ...common,
      alpha: z.number().min(0).lt(1).default(0.99).meta({ unit: '1', help: 'Share of the running mean of squared gradients that is kept at each step.' }),
      epsilon,
    })
    .meta({ help: 'Gradients divided by the root of their running mean square, with the decay inside the gradient (L2).' }),
])

export type OptimiserConfig = z.output<typeof OptimiserConfig>
