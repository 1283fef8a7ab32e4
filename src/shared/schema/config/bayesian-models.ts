import { z } from 'zod'
import { InitConfig, InitGroups, OwnInit } from './init.ts'
import { activation, hidden } from './model-parts.ts'

const positive = (start: number, help: string) => z.number().gt(0).max(1e6).default(start).meta({ unit: '1', help })

const kernel = {
  length_scale: positive(Math.LN2, 'Before training: how far apart two examples are when they begin to differ.'),
  per_dimension: z.boolean().default(false).meta({ help: 'One length for all numbers of an example, or one for each, which tells the numbers that matter from those that do not.' }),
  output_scale: positive(Math.LN2, 'Before training: the variance of the function.'),
  init: OwnInit.prefault({ kind: 'own' }),
  inits: InitGroups,
}

export const GpRegression = z
  .strictObject({
    kind: z.literal('gp_regression'),
    ...kernel,
    noise: positive(Math.LN2, 'Before training: the variance of what is seen around the function.'),
    least_noise: z.number().min(1e-12).max(1).default(1e-4).meta({ unit: 'squared output', help: 'The variance of the noise stays above this.' }),
  })
  .meta({ help: 'Exact Gaussian process regression: hyper-parameters are trained, predictions come from the examples themselves. For up to a few hundred of them.' })

export const GpClassification = z
  .strictObject({
    kind: z.literal('gp_classification'),
    ...kernel,
    per_dimension: kernel.per_dimension.default(true),
    inducing: z.int().min(1).max(512).default(100).meta({ unit: 'examples', help: 'Training examples through which the function is known: the first so many.' }),
  })
  .meta({ help: 'A Gaussian process whose sign is the answer, approximated by variational inference.' })

export const BayesianMlp = z
  .strictObject({
    kind: z.literal('bayesian_mlp'),
    hidden: hidden.default([200]),
    activation,
    bias: z.boolean().default(true).meta({ help: 'Whether each neuron adds a constant of its own.' }),
    prior_deviation: positive(1, 'Standard deviation of each weight before anything was seen.'),
    start_deviation: positive(0.01, 'Standard deviation of each weight before training.'),
    noise_deviation: positive(0.1, 'Where answers are numbers: their standard deviation around the outputs.'),
    init: InitConfig.prefault({ kind: 'normal', scale: 0.1 }),
    inits: InitGroups,
  })
  .meta({ help: 'A network whose weights are normal distributions: means and deviations are trained, and what departs from the prior costs.' })
