import type { MatrixPicture } from '../../../../charts/matrix-cell.ts'
import { modulusOf } from '../../../../../shared/schema/config/task-words.ts'
import type { RunConfig } from '../../../../../shared/schema/run-config.ts'
import type { NamedTensors } from '../../../../../shared/tensors.ts'
import { circuitRecipe, type Circuit } from './circuit.ts'
import { matrixOf } from './product.ts'

/** The logits of one pair, computed on the page from stored weights. */
export interface PairRecipe {
  /** The matrices that are read, by their places; biases where there are any. */
  readonly tensors: readonly string[]
  /** f64 [p], rows of `circuit` for a, b and answers; null where a matrix is missing. */
  logits(circuit: Circuit, weights: NamedTensors, a: number, b: number): Float64Array | null
}

type Mlp = Extract<RunConfig['model'], { kind: 'mlp' }>
type Activation = Mlp['activation']

/** σ(x) as the models have it; x Φ(x) by the error function's rational approximation, absolute error 1.5e-7 (Abramowitz & Stegun 7.1.26). */
const activations: Readonly<Record<Activation, (x: number) => number>> = {
  relu: (x) => Math.max(0, x),
  quadratic: (x) => x * x,
  tanh: Math.tanh,
  gelu: (x) => x * normalShare(x),
  identity: (x) => x,
}

function normalShare(x: number): number {
  const z = Math.abs(x) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * z)
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-z * z)
  return x >= 0 ? 1 - tail / 2 : tail / 2
}

/** The recipe for a run, or the sentence that says what it lacks. */
export function pairRecipe(config: RunConfig): PairRecipe | string {
  const { model, task } = config
  if (model.kind !== 'mlp' && model.kind !== 'factored_mlp') return 'The page computes the logits of a pair for networks of layers only.'
  if (task.kind === 'concealed_table') return 'The noise bits of an example decide its logits too, so a pair alone has none.'
  const circuit = circuitRecipe(config)
  if (typeof circuit === 'string') return circuit
  const sigma = activations[model.activation]
  const deeper = model.kind === 'mlp' ? model.hidden.map((_, i) => `layers.${i + 1}.weight`) : []
  return {
    tensors: [...new Set([...circuit.tensors, ...deeper])],
    logits(tables, weights, a, b) {
      const n = tables.neurons
      const own = Float64Array.from({ length: n }, (_, j) => tables.a.values[a * n + j]! + tables.b.values[b * n + j]!)
      const first = added(own, weights, model.kind === 'mlp' && model.embedding?.combine === 'sum_of_layers' ? ['layers.0.0.bias', 'layers.0.1.bias'] : ['layers.0.bias'])
      if (model.kind === 'factored_mlp') return tables.answer === null ? null : answersOf(first.map(sigma), tables.answer)
      const out = deeper.reduce<Float64Array | null>((x, name) => {
        const w = weights[name]
        return x === null || w === undefined ? null : added(timesMatrix(x.map(sigma), matrixOf(w)), weights, [name.replace(/weight$/, 'bias')])
      }, first)
      const factor = outputFactor(model, symbolsOf(config))
      return out === null ? null : Float64Array.from(tables.residues, (c) => factor * (out[c] ?? Number.NaN))
    },
  }
}

/** The logits of a pair of rows in a network with one hidden layer, without constants: Σ_j σ(a_j + b_j) answer[c, j]; null where answers have no table. */
export function circuitLogits({ a: onA, b: onB, answer, neurons: n }: Circuit, activation: Activation, a: number, b: number): Float64Array | null {
  if (answer === null) return null
  return answersOf(Float64Array.from({ length: n }, (_, j) => activations[activation](onA.values[a * n + j]! + onB.values[b * n + j]!)), answer)
}

/** Symbols that the model reads, whatever their order. */
const symbolsOf = ({ task }: RunConfig): number => modulusOf(task) ?? 1

/** What all outputs are multiplied by. */
function outputFactor({ output_scale, prefactor, embedding, hidden }: Mlp, p: number): number {
  const inputs = embedding === undefined ? 2 * p : embedding.combine === 'concat' ? 2 * embedding.width : embedding.width
  return (output_scale ?? 1) / (prefactor === undefined ? 1 : inputs * (hidden.at(-1) ?? 1))
}

function added(x: Float64Array, weights: NamedTensors, names: readonly string[]): Float64Array {
  return names.reduce((sum, name) => {
    const bias = weights[name]?.data
    return bias === undefined ? sum : sum.map((value, j) => value + bias[j]!)
  }, x)
}

/** x W: [k] by [k, n]. */
function timesMatrix(x: Float64Array, { values, rows, columns }: MatrixPicture): Float64Array {
  const out = new Float64Array(columns)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j]! += x[i]! * values[i * columns + j]!
  return out
}

/** Σ_j h_j answer[c, j] for every answer: [p]. */
function answersOf(h: Float64Array, { values, rows, columns }: MatrixPicture): Float64Array {
  return Float64Array.from({ length: rows }, (_, c) => h.reduce((sum, value, j) => sum + value * values[c * columns + j]!, 0))
}
