import { z } from 'zod'
import { BayesianMlp, GpClassification, GpRegression } from './bayesian-models.ts'
import { InitConfig, InitGroups, InitOrSolution } from './init.ts'
import { Committee, DiagonalLinear, Linear, MatrixCompletion } from './linear-models.ts'
import { activation, dropout, hidden, neurons } from './model-parts.ts'

export { InitConfig } from './init.ts'

const numbersASymbol = z.int().min(1).max(4096).meta({ unit: 'numbers', help: 'Numbers that stand for a symbol.' })

const Mlp = z.strictObject({
  kind: z.literal('mlp'),
  input: z.enum(['one_hot_pair', 'features']).default('one_hot_pair').meta({ help: 'How an example enters: a one-hot vector for each symbol, side by side, or its numbers as they are.' }),
  embedding: z
    .strictObject({
      width: numbersASymbol,
      combine: z
        .enum(['concat', 'sum', 'matrix_product', 'sum_of_layers'])
        .default('concat')
        .meta({ help: 'How the vectors of the symbols enter: side by side, added, multiplied as square matrices, or each through a first layer of its own, added after it.' }),
      tables: z.enum(['shared', 'separate']).default('shared').meta({ help: 'One table of vectors for all places, or one for each.' }),
    })
    .optional()
    .meta({ help: 'Each symbol enters as a learnt vector.' }),
  hidden,
  activation,
  bias: z.boolean().default(false).meta({ help: 'Whether each neuron adds a constant of its own.' }),
  biased_layers: z.array(z.int().min(0).max(16)).max(17).readonly().optional().meta({ unit: 'layer', help: 'Which layers add constants, counted from 0, where not all or none do.' }),
  dropout,
  output_scale: z
    .number()
    .gt(0)
    .max(1e6)
    .optional()
    .meta({ unit: '1', help: 'Outputs are multiplied by this: the larger, the lazier the network learns. For equal speed divide the learning rate by its square.' }),
  prefactor: z.enum(['gromov']).optional().meta({ help: 'Divides the outputs by inputs times neurons.' }),
  init: InitOrSolution.prefault({ kind: 'torch_default' }),
  inits: InitGroups,
})

const FactoredMlp = z
  .strictObject({
    kind: z.literal('factored_mlp'),
    embedding: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('learned'), width: numbersASymbol.default(500) }).meta({ help: 'A learnt vector for each symbol.' }),
        z
          .strictObject({
            kind: z.literal('circle'),
            frequency: z.int().min(1).max(256).default(1).meta({ unit: 'turns', help: 'How often the symbols go around the circle.' }),
          })
          .meta({ help: 'The symbols stand on a circle, which no update moves.' }),
      ])
      .prefault({ kind: 'learned' }),
    hidden: neurons.default(24),
    activation,
    tied_hidden: z.boolean().default(true).meta({ help: 'Whether both symbols enter through the same weights.' }),
    tied_unembedding: z.boolean().default(true).meta({ help: 'Whether answers are read off with the vectors of the symbols.' }),
    init: InitOrSolution.prefault({ kind: 'haiku_default' }),
    inits: InitGroups,
  })
  .meta({ help: 'A hidden layer between an embedding and an unembedding, without a function between the matrices that follow each other.' })

const Transformer = z.strictObject({
  kind: z.literal('transformer'),
  layers: z.int().min(1).max(8).default(1).meta({ unit: 'layers', help: 'Blocks of attention and neurons.' }),
  d_model: z.int().min(1).max(1024).default(128).meta({ unit: 'numbers', help: 'Width of the stream that blocks read from and add to.' }),
  heads: z.int().min(1).max(64).default(4).meta({ unit: 'heads', help: 'Attention heads of a block; they share the width.' }),
  d_mlp: z.int().min(1).max(8192).default(512).meta({ unit: 'neurons', help: 'Neurons of a block.' }),
  activation: z.enum(['relu', 'gelu']).default('relu').meta({ help: 'What a neuron makes of its sum.' }),
  positions: z.enum(['learned', 'sinusoidal', 'none']).default('learned').meta({ help: 'What tells the first symbol from the second.' }),
  norm: z.enum(['none', 'pre', 'post']).default('none').meta({ help: 'Layer norm: none, before each part of a block, or after it.' }),
  mask: z.enum(['causal', 'none']).default('causal').meta({ help: 'Whether a place sees only those before it. Of one layer, only the last place is read, which sees all.' }),
  biases: z.enum(['none', 'mlp', 'all']).default('mlp').meta({ help: 'Which sums add a constant: none, the neurons’ two, or all.' }),
  attention_rate: z.number().min(0).max(1).optional().meta({ unit: '1', help: 'Share of attention in what is read; the rest is a plain sum over places.' }),
  dropout,
  dropout_at: z.enum(['after_neurons', 'everywhere']).optional().meta({ help: 'Where dropout acts: on what the neurons add to the stream, or on attention, heads and neurons too.' }),
  sequence: z.enum(['a_b_equals', 'a_op_b_equals']).default('a_b_equals').meta({ help: 'What is read: the symbols and =, or with a sign between them.' }),
  form: z.enum(['tables', 'plain']).optional().meta({ help: 'Tables computes what follows from a symbol and its place once a symbol, and reads only the last place; plain computes every place of every example. Both give the same.' }),
  init: InitConfig.prefault({ kind: 'normal_width' }),
  inits: InitGroups,
})

const Lstm = z
  .strictObject({
    kind: z.literal('lstm'),
    embedding: numbersASymbol.default(64),
    hidden: z.int().min(1).max(1024).default(256).meta({ unit: 'neurons', help: 'Cells of each layer.' }),
    layers: z.int().min(1).max(4).default(2).meta({ unit: 'layers', help: 'Layers of cells; each reads what the one below says.' }),
    init: InitConfig.prefault({ kind: 'torch_default' }),
    inits: InitGroups,
  })
  .meta({ help: 'A long short-term memory that reads a text word by word and answers at its end. Word 0 is padding and is skipped.' })

const TwoHead = z
  .strictObject({
    kind: z.literal('two_head'),
    trunk: hidden.default([64]),
    heads: z.array(z.int().min(1).max(8192)).max(16).readonly().default([32]).meta({ unit: 'neurons', help: 'Width of each hidden layer of either head.' }),
    activation,
    dropout,
    init: InitConfig.prefault({ kind: 'torch_default' }),
    inits: InitGroups,
  })
  .meta({ help: 'A shared trunk with a head for each of two treatments: the last number of an example says which head answers.' })

/** What learns. */
export const ModelConfig = z.discriminatedUnion('kind', [
  Mlp,
  FactoredMlp,
  Transformer,
  Linear,
  DiagonalLinear,
  MatrixCompletion,
  Committee,
  GpRegression,
  GpClassification,
  BayesianMlp,
  Lstm,
  TwoHead,
])

export type ModelConfig = z.output<typeof ModelConfig>
