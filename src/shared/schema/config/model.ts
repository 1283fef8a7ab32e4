import { z } from 'zod'
import { InitConfig, InitGroups, InitOrSolution } from './init.ts'

export { InitConfig } from './init.ts'

const neurons = z.int().min(1).max(8192).meta({ unit: 'neurons', help: 'Width of the hidden layer.' })
const numbersASymbol = z.int().min(1).max(4096).meta({ unit: 'numbers', help: 'Numbers that stand for a symbol.' })
const activation = z.enum(['relu', 'quadratic', 'tanh', 'gelu']).default('relu').meta({ help: 'What a neuron makes of its sum.' })

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
  hidden: z.array(z.int().min(1).max(8192)).min(1).max(16).readonly().meta({ unit: 'neurons', help: 'Width of each hidden layer.' }),
  activation,
  bias: z.boolean().default(false).meta({ help: 'Whether each neuron adds a constant of its own.' }),
  biased_layers: z.array(z.int().min(0).max(16)).max(17).readonly().optional().meta({ unit: 'layer', help: 'Which layers add constants, counted from 0, where not all or none do.' }),
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
  sequence: z.enum(['a_b_equals', 'a_op_b_equals']).default('a_b_equals').meta({ help: 'What is read: the symbols and =, or with a sign between them.' }),
  form: z.enum(['tables', 'plain']).optional().meta({ help: 'Tables computes what follows from a symbol and its place once a symbol, and reads only the last place; plain computes every place of every example. Both give the same.' }),
  init: InitConfig.prefault({ kind: 'normal_width' }),
  inits: InitGroups,
})

/** What learns. */
export const ModelConfig = z.discriminatedUnion('kind', [Mlp, FactoredMlp, Transformer])

export type ModelConfig = z.output<typeof ModelConfig>
