import { z } from 'zod'

/**
 * The configuration of a run, in full. Defaults are written out when a run is saved, so a stored configuration never
 * changes its meaning. Ranges live here; `meta` carries the unit and a sentence of help for forms, `doctor` and errors.
 * Every number has a range and a unit; the unit of a pure number is '1', and is not shown.
 */
const seed = z.int().min(0).max(0xffff_ffff)

export const TaskConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('modular_table'),
    operator: z.enum(['add', 'subtract', 'multiply']).default('add').meta({ help: 'The operation whose table is learnt.' }),
    modulus: z.int().min(2).max(512).meta({ unit: '1', help: 'Size of the table. Primes have no sub-groups and give the cleanest circuits.' }),
    ordered: z.boolean().default(true).meta({ help: 'All pairs (a, b), or only those with a ≤ b.' }),
  }),
])

export const SplitConfig = z.strictObject({
  train_fraction: z.number().gt(0).lt(1).meta({ unit: '1', help: 'Share of the table that is trained on.' }),
  data_seed: seed.default(0).meta({ unit: '1', help: 'Which pairs are trained on. Apart from the seed of the weights.' }),
})

const scale = z.number().min(0).max(100).default(1).meta({ unit: '1', help: 'How large the initial weights are, as a factor.' })

export const InitConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('torch_default'), scale }).meta({ help: 'Uniform on ±scale/√fan_in.' }),
  z.strictObject({ kind: z.literal('normal'), scale }).meta({ help: 'Normal, standard deviation = scale.' }),
  z.strictObject({ kind: z.literal('normal_fan_in'), scale }).meta({ help: 'Normal, standard deviation = scale/√fan_in.' }),
])

export const ModelConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mlp'),
    input: z.enum(['one_hot_pair']).default('one_hot_pair').meta({ help: 'How a pair (a, b) enters: a one-hot vector for each of the two, side by side.' }),
    hidden: z.array(z.int().min(1).max(8192)).min(1).max(16).readonly().meta({ unit: 'neurons', help: 'Width of each hidden layer.' }),
    activation: z.enum(['relu', 'quadratic', 'tanh']).default('relu').meta({ help: 'What a neuron makes of its sum.' }),
    bias: z.boolean().default(false).meta({ help: 'Whether each neuron adds a constant of its own.' }),
    init: InitConfig.prefault({ kind: 'torch_default' }),
  }),
])

export const LossConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cross_entropy'),
    form: z.enum(['exact_gradient', 'plain']).default('exact_gradient').meta({ help: 'Exact keeps the digits of the gradient where the loss is almost zero.' }),
  }),
  z.strictObject({ kind: z.literal('mse') }).meta({ help: 'Mean over examples and outputs of the squared distance to the one-hot answer.' }),
])

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

export const BatchConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('full') }),
  z.strictObject({ kind: z.literal('minibatch'), size: z.int().min(1).max(1e6).meta({ unit: 'examples', help: 'Pairs drawn anew for each step.' }) }),
])

export const RunConfig = z.strictObject({
  schema: z.literal(1).default(1),
  task: TaskConfig,
  split: SplitConfig,
  model: ModelConfig,
  loss: LossConfig.prefault({ kind: 'cross_entropy' }),
  optimiser: OptimiserConfig,
  batch: BatchConfig.prefault({ kind: 'full' }),
  precision: z.enum(['f32', 'f64']).default('f32').meta({ help: 'Numbers of 32 or 64 bits.' }),
  seed: seed.default(0).meta({ unit: '1', help: 'Initial weights and everything drawn while training.' }),
  steps: z.int().min(1).max(1e8).meta({ unit: 'steps', help: 'Updates of the weights from the first to the last.' }),
  log: z
    .strictObject({
      every_until: z.int().min(0).max(1e6).default(100).meta({ unit: 'steps', help: 'Every step up to this one is logged.' }),
      ratio: z.number().gt(1).max(10).default(1.05).meta({ unit: '1', help: 'After that, each logged step is about this many times the one before.' }),
    })
    .prefault({}),
  checkpoint: z
    .strictObject({ ratio: z.number().gt(1).max(10).default(1.05).meta({ unit: '1', help: 'The step of each checkpoint is about this many times the one before.' }) })
    .prefault({}),
  measures: z
    .array(z.string().regex(/^[a-z_]+$/))
    .max(64)
    .readonly()
    .default(['weight_norm', 'fourier_power'])
    .meta({ help: 'What is computed from the weights at each logged step.' }),
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
