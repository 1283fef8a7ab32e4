import { z } from 'zod'

/**
 * The configuration of a run, in full. Defaults are written out when a run is saved, so a stored configuration never
 * changes its meaning. Ranges live here; `meta` carries the unit and a sentence of help for forms, `doctor` and errors.
 */
const seed = z.int().min(0).max(0xffff_ffff)

export const TaskConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('modular_table'),
    operator: z.enum(['add', 'subtract', 'multiply']).default('add').meta({ help: 'The operation whose table is learnt.' }),
    modulus: z.int().min(2).max(512).meta({ help: 'Size of the table. Primes have no sub-groups and give the cleanest circuits.' }),
    ordered: z.boolean().default(true).meta({ help: 'All pairs (a, b), or only those with a ≤ b.' }),
  }),
])

export const SplitConfig = z.strictObject({
  train_fraction: z.number().gt(0).lt(1).meta({ help: 'Share of the table that is trained on.' }),
  data_seed: seed.default(0).meta({ help: 'Which pairs are trained on. Apart from the seed of the weights.' }),
})

export const InitConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('torch_default'), scale: z.number().min(0).max(100).default(1) }).meta({ help: 'Uniform on ±scale/√fan_in.' }),
  z.strictObject({ kind: z.literal('normal'), scale: z.number().min(0).max(100).default(1) }).meta({ help: 'Normal, standard deviation = scale.' }),
  z.strictObject({ kind: z.literal('normal_fan_in'), scale: z.number().min(0).max(100).default(1) }).meta({ help: 'Normal, standard deviation = scale/√fan_in.' }),
])

export const ModelConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mlp'),
    input: z.enum(['one_hot_pair']).default('one_hot_pair'),
    hidden: z.array(z.int().min(1).max(8192)).min(1).max(16).readonly().meta({ unit: 'neurons', help: 'Width of each hidden layer.' }),
    activation: z.enum(['relu', 'quadratic', 'tanh']).default('relu'),
    bias: z.boolean().default(false),
    init: InitConfig.prefault({ kind: 'torch_default' }),
  }),
])

export const LossConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cross_entropy'), form: z.enum(['exact_gradient', 'plain']).default('exact_gradient') }),
  z.strictObject({ kind: z.literal('mse') }).meta({ help: 'Mean over examples and outputs of the squared distance to the one-hot answer.' }),
])

export const OptimiserConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('adamw'),
    learning_rate: z.number().gt(0).max(1e9).meta({ unit: 'per step' }),
    weight_decay: z.number().min(0).max(1e3).default(0).meta({ unit: 'per step, times the learning rate' }),
    beta1: z.number().min(0).lt(1).default(0.9),
    beta2: z.number().min(0).lt(1).default(0.98),
    epsilon: z.number().gt(0).max(1).default(1e-8),
    warmup_steps: z.int().min(0).max(1e6).default(0).meta({ unit: 'steps' }),
  }),
])

export const BatchConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('full') }),
  z.strictObject({ kind: z.literal('minibatch'), size: z.int().min(1).max(1e6).meta({ unit: 'examples' }) }),
])

export const RunConfig = z.strictObject({
  schema: z.literal(1).default(1),
  task: TaskConfig,
  split: SplitConfig,
  model: ModelConfig,
  loss: LossConfig.prefault({ kind: 'cross_entropy' }),
  optimiser: OptimiserConfig,
  batch: BatchConfig.prefault({ kind: 'full' }),
  precision: z.enum(['f32', 'f64']).default('f32'),
  seed: seed.default(0).meta({ help: 'Initial weights and everything drawn while training.' }),
  steps: z.int().min(1).max(1e8).meta({ unit: 'steps' }),
  log: z.strictObject({ every_until: z.int().min(0).max(1e6).default(100).meta({ unit: 'steps' }), ratio: z.number().gt(1).max(10).default(1.05) }).prefault({}),
  checkpoint: z.strictObject({ ratio: z.number().gt(1).max(10).default(1.05) }).prefault({}),
  measures: z.array(z.string().regex(/^[a-z_]+$/)).max(64).readonly().default(['weight_norm', 'fourier_power']),
})

export type RunConfig = z.output<typeof RunConfig>
/** What a person or a file may leave out. */
export type RunConfigInput = z.input<typeof RunConfig>
export type TaskConfig = z.output<typeof TaskConfig>
export type ModelConfig = z.output<typeof ModelConfig>
export type InitConfig = z.output<typeof InitConfig>
export type LossConfig = z.output<typeof LossConfig>
export type OptimiserConfig = z.output<typeof OptimiserConfig>
export type BatchConfig = z.output<typeof BatchConfig>
