import type { MatrixPicture } from '../../../../charts/matrix-cell.ts'
import type { Circuit } from '../circuit/circuit.ts'
import { expectedPhase, type CircuitWaves, type NeuronGroups, type Waves } from '../circuit/waves.ts'

/** One neuron's weights on one symbol in the order k·x mod p, where a wave of frequency k becomes a single period. */
export interface WaveTile {
  readonly neuron: number
  readonly frequency: number
  /** Where each row stands along the period, 0 to p − 1, and its weight. */
  readonly at: Int32Array
  readonly weight: Float64Array
  readonly mean: number
  readonly amplitude: number
  readonly phase: number
  readonly share: number
  /** Where its crest stands along the period, 0 to p. */
  readonly crest: number
  /** Where the crest should be by the phases of the symbols; null on a symbol. */
  readonly expectedCrest: number | null
}

export interface WaveRow {
  readonly name: 'a' | 'b' | 'a and b' | 'answer'
  /** Weights from −limit to limit are drawn: the largest of the last checkpoint, so that time does not move the scale. */
  readonly limit: number
  readonly tiles: readonly WaveTile[]
}

/** cos(2πx/p + φ) is largest at x = −φp/2π. */
export function crestOf(phase: number, p: number): number {
  const at = (-phase * p) / (2 * Math.PI)
  return ((at % p) + p) % p
}

function tile({ values, rows: p, columns }: MatrixPicture, waves: Waves, neuron: number, k: number, expected: number | null): WaveTile {
  return {
    neuron,
    frequency: k,
    at: Int32Array.from({ length: p }, (_, x) => (k * x) % p),
    weight: Float64Array.from({ length: p }, (_, x) => values[x * columns + neuron]!),
    mean: waves.mean[neuron]!,
    amplitude: waves.amplitude[neuron]!,
    phase: waves.phase[neuron]!,
    share: waves.share[neuron]!,
    crest: crestOf(waves.phase[neuron]!, p),
    expectedCrest: expected === null ? null : crestOf(expected, p),
  }
}

/** Rows a, b and answer (as far as there are such tables) of some neurons. */
export function waveRows(circuit: Circuit, waves: CircuitWaves, fixed: Circuit, sign: 1 | -1 | null, neurons: readonly number[]): readonly WaveRow[] {
  const k = (neuron: number): number => waves.frequency[neuron]!
  const symbol = (name: 'a' | 'b', words: WaveRow['name']): WaveRow => ({
    name: words,
    limit: Math.max(largest(fixed.a, neurons), largest(fixed.b, neurons)) || 1,
    tiles: neurons.map((neuron) => tile(circuit[name], waves[name], neuron, k(neuron), null)),
  })
  const { answer } = circuit
  const symbols = circuit.isShared ? [symbol('a', 'a and b')] : [symbol('a', 'a'), symbol('b', 'b')]
  if (answer === null || waves.answer === null) return symbols
  const own = waves.answer
  return [
    ...symbols,
    {
      name: 'answer',
      limit: (fixed.answer ? largest(fixed.answer, neurons) : 0) || 1,
      tiles: neurons.map((neuron) => tile(answer, own, neuron, k(neuron), sign === null ? null : expectedPhase(waves, neuron, sign))),
    },
  ]
}

function largest({ values, rows, columns }: MatrixPicture, neurons: readonly number[]): number {
  let most = 0
  for (let x = 0; x < rows; x++) for (const j of neurons) most = Math.max(most, Math.abs(values[x * columns + j]!))
  return most
}

/** Neurons of a group that are drawn: the largest, and the pinned one in the last place where it is not among them. */
export function drawnNeurons({ groups }: NeuronGroups, frequency: number, room: number, pinned: number | null): readonly number[] {
  const neurons = groups.find((group) => group.frequency === frequency)?.neurons ?? []
  const first = neurons.slice(0, Math.max(1, room))
  return pinned === null || first.includes(pinned) || !neurons.includes(pinned) ? first : [...first.slice(0, -1), pinned]
}

/** Weights that lie beyond the limits of their row, which are drawn at the edge. */
export function beyond(rows: readonly WaveRow[]): number {
  return rows.reduce((sum, { limit, tiles }) => sum + tiles.reduce((own, { weight }) => own + weight.reduce((count, w) => count + (Math.abs(w) > limit * edge ? 1 : 0), 0), 0), 0)
}

/** Room beyond the limit that is still drawn. */
export const edge = 1.15
