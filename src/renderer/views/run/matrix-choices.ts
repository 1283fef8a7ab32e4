import { modulusOf } from '../../../shared/schema/config/task-words.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { HostTensor } from '../../../shared/tensors.ts'
import type { MatrixPicture } from '../../charts/matrix-cell.ts'
import { transposed } from '../../charts/matrix-layout.ts'

/** One picture that the insides can show: a tensor, or the block of its rows that belongs to one symbol. */
export interface MatrixChoice {
  readonly key: string
  /** On the button, e.g. "W₁ a". */
  readonly label: string
  readonly title: string
  readonly tensor: string
  /** Rows of the tensor; the whole of it without. */
  readonly block: { readonly from: number; readonly rows: number } | null
  /** Outputs as rows, so that neurons lie along the same axis in every picture. */
  readonly isTurned: boolean
  readonly rowName: string
  readonly columnName: string
  /** Rows are the symbols 0 … p-1: columns can be ordered by frequency. */
  readonly isPeriodic: boolean
  /** Indices of the axes before the last two, of a tensor that is drawn slice by slice; a tensor with one axis is a strip. */
  readonly leading: readonly number[]
  readonly isStrip: boolean
}

const subscripts = '₀₁₂₃₄₅₆₇₈₉'
const subscript = (n: number): string => String(n).replace(/\d/g, (digit) => subscripts.charAt(Number(digit)))

/** Every matrix of a model, first to last. */
export function matrixChoices({ model, task }: RunConfig): readonly MatrixChoice[] {
  if (model.kind === 'mlp' && model.embedding === undefined) return layerChoices(model, task)
  // Few outputs of many inputs: inputs lie along the width.
  if (model.kind === 'linear') return [{ ...byName('layers.0.weight'), title: 'Weights', isTurned: true, rowName: 'output', columnName: 'input' }]
  if (model.kind === 'committee') return [{ ...byName('layers.0.weight'), title: 'Input weights', rowName: 'input', columnName: 'neuron' }]
  const names = namesOf(model)
  const last = names.includes('unembed.weight') ? 'unembed.weight' : model.kind === 'mlp' ? (names.at(-1) ?? null) : null
  const choices = names.map((name) => byRole(name, last, names[0]?.startsWith('embed') ?? false, modulusOf(task)))
  // Many words in few dimensions: words lie along the width.
  return task.kind === 'reviews' ? choices.map((choice) => (choice.rowName === 'symbol' ? { ...choice, isTurned: true, rowName: 'dimension', columnName: 'word' } : choice)) : choices
}

/** What is shown first: of a group network what its neurons say for each element, which representations order; else the first matrix. */
export function usualChoice(choices: readonly MatrixChoice[], config: RunConfig | null): MatrixChoice | null {
  const answers = config?.task.kind === 'group_table' ? choices.find(({ rowName, columnName, isPeriodic }) => rowName === 'answer' && columnName === 'neuron' && !isPeriodic) : undefined
  return answers ?? choices[0] ?? null
}

/** What all but strips and slices are. */
const matrix = { leading: [], isStrip: false } as const

/** A matrix whose place tells what its axes are: symbols along rows, neurons along columns. */
function byRole(tensor: string, last: string | null, isEmbedded: boolean, modulus: number | null): MatrixChoice {
  const plain = byName(tensor)
  const isPeriodic = modulus !== null
  const table = /^embed(?:\.([01]))?\.weight$/.exec(tensor)
  if (table) {
    const title = table[1] === undefined ? 'Embedding' : `Embedding of ${table[1] === '0' ? 'a' : 'b'}`
    // Beside the residues a table may hold signs, as “=”.
    return { ...plain, title, block: modulus === null ? null : { from: 0, rows: modulus }, rowName: 'symbol', columnName: 'dimension', isPeriodic }
  }
  if (tensor === last) {
    return { ...plain, title: tensor === 'unembed.weight' ? 'Unembedding' : `Output weights ${plain.label}`, isTurned: true, rowName: 'answer', columnName: tensor === 'unembed.weight' ? 'dimension' : 'neuron', isPeriodic }
  }
  if (tensor === 'positions.weight') return { ...plain, title: 'Positions', rowName: 'place', columnName: 'dimension' }
  const part = /^blocks\.(\d+)\.(attn\.[qkvo]|mlp\.in|mlp\.out)\.weight$/.exec(tensor)?.[2]
  if (part === 'mlp.in') return { ...plain, title: `Into the neurons, ${plain.label}`, rowName: 'dimension', columnName: 'neuron' }
  if (part === 'mlp.out') return { ...plain, title: `Out of the neurons, ${plain.label}`, isTurned: true, rowName: 'dimension', columnName: 'neuron' }
  if (part === 'attn.o') return { ...plain, title: `Attention, ${plain.label}`, isTurned: true, rowName: 'dimension', columnName: 'head dimension' }
  if (part !== undefined) return { ...plain, title: `Attention, ${plain.label}`, rowName: 'dimension', columnName: 'head dimension' }
  const head = /^(trunk|heads\.(\d+))\.(\d+)\.weight$/.exec(tensor)
  if (head) {
    const [, place, side, layer] = head
    const title = side === undefined ? `Trunk, layer ${Number(layer) + 1}` : `Head ${side}, layer ${Number(layer) + 1}`
    return { ...plain, title, rowName: place === 'trunk' && layer === '0' ? 'input' : 'neuron before', columnName: 'neuron' }
  }
  return tensor === 'layers.0.weight' && isEmbedded ? { ...plain, title: `Input weights ${plain.label}`, rowName: 'dimension', columnName: 'neuron' } : plain
}

/** A matrix as it is stored, under its place. */
function byName(tensor: string): MatrixChoice {
  const label = tensor.replace(/\.weight$/, '')
  return { key: tensor, label, title: label, tensor, block: null, isTurned: false, rowName: 'input', columnName: 'output', isPeriodic: false, ...matrix }
}

const numbered = (n: number, name: (i: number) => string): readonly string[] => Array.from({ length: n }, (_, i) => name(i))

/** The matrices of a model by their places. */
function namesOf(model: RunConfig['model']): readonly string[] {
  switch (model.kind) {
    case 'mlp': {
      const { embedding } = model
      const own = embedding?.combine === 'sum_of_layers'
      return [
        ...(embedding?.tables === 'separate' ? ['embed.0.weight', 'embed.1.weight'] : embedding === undefined ? [] : ['embed.weight']),
        ...(own ? ['layers.0.0.weight', 'layers.0.1.weight'] : ['layers.0.weight']),
        ...numbered(model.hidden.length, (i) => `layers.${i + 1}.weight`),
      ]
    }
    case 'factored_mlp':
      return ['embed.weight', ...(model.tied_hidden ? ['layers.0.weight'] : ['layers.0.0.weight', 'layers.0.1.weight']), 'layers.1.weight', ...(model.tied_unembedding ? [] : ['unembed.weight'])]
    case 'transformer':
      return [
        'embed.weight',
        ...(model.positions === 'learned' ? ['positions.weight'] : []),
        ...numbered(model.layers, (i) => `blocks.${i}`).flatMap((block) => [...['q', 'k', 'v', 'o'].map((part) => `${block}.attn.${part}.weight`), `${block}.mlp.in.weight`, `${block}.mlp.out.weight`]),
        'unembed.weight',
      ]
    case 'linear':
    case 'committee':
      return ['layers.0.weight']
    case 'diagonal_linear':
    case 'matrix_completion':
      return ['layers.0.plus', 'layers.0.minus']
    case 'bayesian_mlp':
      return numbered(model.hidden.length + 1, (i) => `layers.${i}.weight`).flatMap((name) => [name, `${name}_log_deviation`])
    case 'gp_regression':
      return [] // numbers only
    case 'gp_classification':
      return ['variational.root']
    case 'lstm':
      return ['embed.weight', ...numbered(model.layers, (i) => `layers.${i}`).flatMap((layer) => [`${layer}.input.weight`, `${layer}.hidden.weight`]), 'unembed.weight']
    case 'two_head':
      return [
        ...numbered(model.trunk.length, (i) => `trunk.${i}.weight`),
        ...[0, 1].flatMap((head) => numbered(model.heads.length + 1, (i) => `heads.${head}.${i}.weight`)),
      ]
    default:
      return model satisfies never
  }
}

/** The layers of a network on one-hot symbols or numbers. The first layer of a pair table has one block of rows a symbol. */
function layerChoices(model: Extract<RunConfig['model'], { kind: 'mlp' }>, task: RunConfig['task']): readonly MatrixChoice[] {
  const layers = model.hidden.length + 1
  const p = modulusOf(task)
  return Array.from({ length: layers }, (_, i) => i).flatMap((i): MatrixChoice[] => {
    const w = `W${subscript(i + 1)}`
    const tensor = `layers.${i}.weight`
    const whole = { key: tensor, label: w, tensor, block: null, isTurned: false, isPeriodic: false, ...matrix }
    if (i === 0 && p !== null) {
      return (['a', 'b'] as const).map((symbol, place) => ({
        ...whole,
        key: `${tensor}:${symbol}`,
        label: `${w} ${symbol}`,
        title: `Input weights ${w}, ${symbol}`,
        block: { from: place * p, rows: p },
        rowName: `input ${symbol}`,
        columnName: 'neuron',
        isPeriodic: true,
      }))
    }
    if (i === layers - 1) return [{ ...whole, title: `Output weights ${w}`, isTurned: true, rowName: 'answer', columnName: 'neuron', isPeriodic: p !== null }]
    if (i === 0) return [{ ...whole, title: `Input weights ${w}`, rowName: 'input', columnName: 'neuron' }]
    return [{ ...whole, title: `Hidden weights ${w}`, rowName: `neuron of layer ${i}`, columnName: `neuron of layer ${i + 1}` }]
  })
}

/** The part of a tensor that a choice shows, as it is drawn. */
export function pictureOf(choice: MatrixChoice, { shape, data }: HostTensor): MatrixPicture {
  const columns = shape.at(-1) ?? 1
  const rows = columns === 0 ? 0 : data.length / columns
  if (choice.isTurned) return { values: transposed(data, rows, columns), rows: columns, columns: rows }
  if (choice.block === null) return { values: data, rows, columns }
  const { from, rows: taken } = choice.block
  return { values: data.subarray(from * columns, (from + taken) * columns), rows: taken, columns }
}

/** The indices of a drawn cell in its tensor: (input, output) of a matrix. */
export function tensorIndex(choice: MatrixChoice, row: number, column: number): readonly number[] {
  if (choice.isStrip) return [column]
  if (choice.leading.length > 0) return [...choice.leading, row, column]
  return choice.isTurned ? [column, row] : [row + (choice.block?.from ?? 0), column]
}

/** The stored value of a drawn cell, without drawing. */
export function storedCell(choice: MatrixChoice, { shape, data }: HostTensor, row: number, column: number): number {
  const columns = shape.at(-1) ?? 1
  const at = choice.isTurned ? column * columns + row : (row + (choice.block?.from ?? 0)) * columns + column
  return data[at] ?? Number.NaN
}
