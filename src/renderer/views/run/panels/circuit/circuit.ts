import type { MatrixPicture } from '../../../../charts/matrix-cell.ts'
import type { RunConfig } from '../../../../../shared/schema/run-config.ts'
import { residueOrder } from '../../../../../shared/residue-order.ts'
import type { NamedTensors } from '../../../../../shared/tensors.ts'
import { block, matrixOf, product, rowsAt, scaled, turned } from './product.ts'

/** What a layer of neurons holds of two residues and of the answers: its factors multiplied, rows in the order in which the task is a sum. */
export interface Circuit {
  /** Rows of each table. */
  readonly p: number
  readonly neurons: number
  /** [p, neurons]: what each neuron gets from each a, and from each b. */
  readonly a: MatrixPicture
  readonly b: MatrixPicture
  /** Both symbols enter through the same weights: `a` and `b` are one table. */
  readonly isShared: boolean
  /** [p, neurons]: what each neuron adds to each answer; null where another layer lies between. */
  readonly answer: MatrixPicture | null
  /** The residue of each row; those of a product stand as powers of a primitive root. */
  readonly residues: Int32Array
}

/** How the tables of a circuit follow from the stored matrices of a run. */
export interface CircuitRecipe {
  /** The matrices that are read, by their places. */
  readonly tensors: readonly string[]
  /** What the tables are, in words: "W₁", "E W_h". */
  readonly inputName: string
  readonly answerName: string
  /** What is assumed on the way; null where the tables are the network's own. */
  readonly assumption: string | null
  make(weights: NamedTensors): Circuit | null
}

type Model<K extends RunConfig['model']['kind']> = Extract<RunConfig['model'], { kind: K }>

/** Two input tables and the one of answers before their rows are put in order. */
interface Tables {
  readonly a: MatrixPicture
  readonly b: MatrixPicture
  readonly answer: MatrixPicture | null
}

interface Reading {
  readonly tensors: readonly string[]
  readonly inputName: string
  readonly answerName: string
  readonly assumption?: string
  tables(of: (name: string) => MatrixPicture, symbols: number): Tables
}

/** The recipe for a run, or the sentence that says what it lacks. */
export function circuitRecipe({ task, model }: RunConfig): CircuitRecipe | string {
  const residues = residueOrder(task)
  if (residues === null) return 'Waves need symbols that are residues, and those of this task are not.'
  const reading = readingOf(model)
  if (typeof reading === 'string') return reading
  const { modulus } = residues
  const order = residues.order ?? Int32Array.from({ length: modulus }, (_, i) => i)
  return {
    tensors: reading.tensors,
    inputName: reading.inputName,
    answerName: reading.answerName,
    assumption: reading.assumption ?? null,
    make(weights) {
      if (reading.tensors.some((name) => weights[name] === undefined)) return null
      const { a, b, answer } = reading.tables((name) => matrixOf(weights[name]!), modulus)
      if (a.rows < modulus || b.rows < modulus) return null
      const isShared = a === b
      const own = rowsAt(a, order)
      return {
        p: order.length,
        neurons: a.columns,
        a: own,
        b: isShared ? own : rowsAt(b, order),
        isShared,
        answer: answer !== null && answer.rows === modulus ? rowsAt(answer, order) : null,
        residues: order,
      }
    },
  }
}

function readingOf(model: RunConfig['model']): Reading | string {
  switch (model.kind) {
    case 'mlp':
      return mlpReading(model)
    case 'factored_mlp':
      return factoredReading(model)
    case 'transformer':
      return transformerReading(model)
    default:
      return 'Waves need neurons that read both symbols, as those of an MLP, a factored MLP or a transformer do; this model has none.'
  }
}

function mlpReading({ hidden, embedding }: Model<'mlp'>): Reading | string {
  if (hidden.length === 0) return 'This network has no neurons: its one layer goes straight to the answers.'
  const isLast = hidden.length === 1
  const last = isLast ? ['layers.1.weight'] : []
  const answer = (of: (name: string) => MatrixPicture): MatrixPicture | null => (isLast ? turned(of('layers.1.weight')) : null)
  if (embedding === undefined) {
    return {
      tensors: ['layers.0.weight', ...last],
      inputName: 'W₁',
      answerName: 'W₂',
      tables: (of, p) => ({ a: block(of('layers.0.weight'), 0, p), b: block(of('layers.0.weight'), p, p), answer: answer(of) }),
    }
  }
  const { combine, width, tables } = embedding
  if (combine === 'matrix_product') return 'The vectors of both symbols are multiplied here before any neuron reads them, so no neuron has weights on one symbol alone.'
  const embed = tables === 'shared' ? (['embed.weight', 'embed.weight'] as const) : (['embed.0.weight', 'embed.1.weight'] as const)
  const layers = combine === 'sum_of_layers' ? (['layers.0.0.weight', 'layers.0.1.weight'] as const) : (['layers.0.weight', 'layers.0.weight'] as const)
  return {
    tensors: [...new Set([...embed, ...layers, ...last])],
    inputName: 'E W₁',
    answerName: 'W₂',
    tables(of) {
      const part = (place: 0 | 1): MatrixPicture => (combine === 'concat' ? block(of(layers[place]), place * width, width) : of(layers[place]))
      const a = product(of(embed[0]), part(0))
      return { a, b: combine === 'sum' && tables === 'shared' ? a : product(of(embed[1]), part(1)), answer: answer(of) }
    },
  }
}

function factoredReading({ tied_hidden, tied_unembedding }: Model<'factored_mlp'>): Reading {
  const layers = tied_hidden ? (['layers.0.weight', 'layers.0.weight'] as const) : (['layers.0.0.weight', 'layers.0.1.weight'] as const)
  return {
    tensors: [...new Set(['embed.weight', ...layers, 'layers.1.weight', ...(tied_unembedding ? [] : ['unembed.weight'])])],
    inputName: 'E W₁',
    answerName: tied_unembedding ? 'W₂ Eᵀ' : 'W₂ U',
    tables(of) {
      const embed = of('embed.weight')
      const a = product(embed, of(layers[0]))
      const back = tied_unembedding ? turned(embed) : of('unembed.weight')
      return { a, b: tied_hidden ? a : product(embed, of(layers[1])), answer: turned(product(of('layers.1.weight'), back)) }
    },
  }
}

/**
 * What the neurons of a one-layer transformer read at the last place: W_E W_V W_O W_in, all heads together, times the attention that a
 * symbol gets. That depends on the pair; the tables hold it at ½. Their answers are W_out W_U (Nanda's W_L).
 */
function transformerReading({ layers, norm }: Model<'transformer'>): Reading | string {
  if (layers !== 1) return `Waves follow from the weights where one block reads the symbols, and this transformer has ${layers}.`
  if (norm !== 'none') return 'A layer norm lies between the symbols and the neurons, so their waves do not follow from the weights alone.'
  return {
    tensors: ['embed.weight', 'blocks.0.attn.v.weight', 'blocks.0.attn.o.weight', 'blocks.0.mlp.in.weight', 'blocks.0.mlp.out.weight', 'unembed.weight'],
    inputName: '½ W_E W_V W_O W_in',
    answerName: 'W_out W_U',
    assumption: 'attention held at ½ for each symbol',
    tables(of) {
      const through = product(product(of('embed.weight'), of('blocks.0.attn.v.weight')), of('blocks.0.attn.o.weight'))
      const a = scaled(product(through, of('blocks.0.mlp.in.weight')), 0.5)
      return { a, b: a, answer: turned(product(of('blocks.0.mlp.out.weight'), of('unembed.weight'))) }
    },
  }
}

/**
 * How the phase of the answer follows from those of the symbols, φ_answer = φ_a + sign · φ_b, in the order in which the task is a sum;
 * null where it does not.
 */
export function phaseSign({ task }: Pick<RunConfig, 'task'>): 1 | -1 | null {
  if (task.kind === 'group_table') return task.group === 'cyclic' && task.form === 'product' ? 1 : null
  if (task.kind !== 'modular_table' && task.kind !== 'concealed_table') return null
  if (task.operator === 'add' || task.operator === 'multiply') return 1
  return task.operator === 'subtract' || task.operator === 'divide' ? -1 : null
}
