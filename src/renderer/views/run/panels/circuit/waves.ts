import type { MatrixPicture } from '../../../../charts/matrix-cell.ts'
import { columnSpectrum } from '../../frequency-order.ts'
import type { Circuit } from './circuit.ts'

/** Each column of a table as one wave: w_j(x) ≈ mean_j + amplitude_j cos(2π k_j x/p + phase_j). All arrays [neurons]. */
export interface Waves {
  readonly amplitude: Float64Array
  /** In (-π, π]. */
  readonly phase: Float64Array
  readonly mean: Float64Array
  /** Part of Σ_x (w(x) − mean)² that the wave has; 0 for a constant column. */
  readonly share: Float64Array
}

/**
 * The waves of all columns, each at its own frequency. Least squares, because cosines at the frequencies of the table are orthogonal:
 * with F = Σ_x w(x) e^{-2πikx/p}, amplitude = 2|F|/p (|F|/p at k = p/2) and phase = arg F.
 */
export function wavesAt({ values, rows: p, columns }: MatrixPicture, frequency: Int32Array): Waves {
  const cos = Float64Array.from({ length: p }, (_, i) => Math.cos((2 * Math.PI * i) / p))
  const sin = Float64Array.from({ length: p }, (_, i) => Math.sin((2 * Math.PI * i) / p))
  const [amplitude, phase, mean, share] = [0, 1, 2, 3].map(() => new Float64Array(columns)) as [Float64Array, Float64Array, Float64Array, Float64Array]
  for (let j = 0; j < columns; j++) {
    const k = frequency[j]!
    let [re, im, sum, squares] = [0, 0, 0, 0]
    for (let x = 0; x < p; x++) {
      const w = values[x * columns + j]!
      const at = (k * x) % p
      re += w * cos[at]!
      im -= w * sin[at]!
      sum += w
      squares += w * w
    }
    const times = 2 * k === p ? 1 : 2
    const varied = squares - (sum * sum) / p
    amplitude[j] = (times * Math.hypot(re, im)) / p
    phase[j] = Math.atan2(im, re)
    mean[j] = sum / p
    share[j] = varied > 1e-30 ? Math.min(1, (times * (re * re + im * im)) / p / varied) : 0
  }
  return { amplitude, phase, mean, share }
}

/** The frequency of the largest power of each column, over some tables together: [neurons]. */
export function dominantFrequencies(tables: readonly MatrixPicture[]): Int32Array {
  const spectra = tables.map(({ values, rows, columns }) => columnSpectrum({ data: values, columns, firstRow: 0, rows }))
  const [first] = spectra
  if (first === undefined) return new Int32Array()
  const { frequencies, columns } = first
  return Int32Array.from({ length: columns }, (_, j) => {
    let best = 0
    let most = -1
    for (let i = 0; i < frequencies; i++) {
      const power = spectra.reduce((sum, each) => sum + each.power[j * frequencies + i]!, 0)
      if (power > most) [best, most] = [i, power]
    }
    return best + 1
  })
}

/** What time does not move: the frequency of each neuron at the last checkpoint, and the neurons of each frequency. */
export interface NeuronGroups {
  readonly frequency: Int32Array
  /** Largest power first; neurons of a group by their amplitude, largest first. */
  readonly groups: readonly { readonly frequency: number; readonly neurons: readonly number[]; readonly share: number }[]
  /** Largest amplitude of any neuron on a or b, and on answers: scales of drawings. */
  readonly reach: number
  readonly answerReach: number
}

export function neuronGroups(circuit: Circuit): NeuronGroups {
  const frequency = dominantFrequencies(circuit.isShared ? [circuit.a] : [circuit.a, circuit.b])
  const { a, b, answer } = circuitWaves(circuit, frequency)
  const size = a.amplitude.map((x, j) => Math.hypot(x, b.amplitude[j]!))
  // A neuron without weights, as one that was pruned, has no frequency.
  const members = Map.groupBy([...frequency.keys()].filter((j) => size[j]! > 0), (j) => frequency[j]!)
  const power = (neurons: readonly number[]): number => neurons.reduce((sum, j) => sum + size[j]! ** 2, 0)
  const all = power([...frequency.keys()]) || 1
  const groups = [...members]
    .map(([k, neurons]) => ({ frequency: k, neurons: neurons.sort((i, j) => size[j]! - size[i]! || i - j), share: power(neurons) / all }))
    .sort((one, other) => other.share - one.share || one.frequency - other.frequency)
  return { frequency, groups, reach: Math.max(largest(a.amplitude), largest(b.amplitude)) || 1, answerReach: (answer === null ? 0 : largest(answer.amplitude)) || 1 }
}

const largest = (values: Float64Array): number => values.reduce((most, x) => Math.max(most, x), 0)

export interface CircuitWaves {
  readonly frequency: Int32Array
  readonly a: Waves
  readonly b: Waves
  readonly answer: Waves | null
}

export function circuitWaves({ a, b, isShared, answer }: Circuit, frequency: Int32Array): CircuitWaves {
  const own = wavesAt(a, frequency)
  return { frequency, a: own, b: isShared ? own : wavesAt(b, frequency), answer: answer === null ? null : wavesAt(answer, frequency) }
}

/** An angle in (-π, π]. */
export function wrapped(angle: number): number {
  const turn = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))
  return turn <= -Math.PI ? turn + 2 * Math.PI : turn
}

/** Where the answer of a neuron should turn: φ_a + sign φ_b. */
export function expectedPhase({ a, b }: CircuitWaves, neuron: number, sign: 1 | -1): number {
  return wrapped(a.phase[neuron]! + sign * b.phase[neuron]!)
}

/** How far the phases of answers are from those of Gromov's closed form. */
export interface PhaseRelation {
  /** φ_answer − (φ_a ± φ_b), in (-π, π]; [neurons]. */
  readonly error: Float64Array
  /** Neurons whose three tables have the same dominant frequency. */
  readonly locked: readonly number[]
  /** ⟨cos error⟩ over the locked neurons: 1 in the closed form, 0 at random; NaN of none. */
  readonly alignment: number
  /** Median |error| of the locked neurons in radians; NaN of none. */
  readonly median: number
}

/** Null where answers have no table, or the task no relation between phases. Source: Gromov 2023, arXiv:2301.02679, eq. 5 to 9. */
export function phaseRelation(circuit: Circuit, waves: CircuitWaves, sign: 1 | -1 | null): PhaseRelation | null {
  const { answer } = waves
  if (answer === null || circuit.answer === null || sign === null) return null
  const [onA, onB, onAnswer] = [circuit.a, circuit.b, circuit.answer].map((table) => dominantFrequencies([table])) as [Int32Array, Int32Array, Int32Array]
  const error = answer.phase.map((phase, j) => wrapped(phase - expectedPhase(waves, j, sign)))
  const locked = [...error.keys()].filter((j) => onA[j] === onB[j] && onA[j] === onAnswer[j] && onA[j] === waves.frequency[j])
  const sizes = locked.map((j) => Math.abs(error[j]!)).sort((x, y) => x - y)
  return {
    error,
    locked,
    alignment: locked.reduce((sum, j) => sum + Math.cos(error[j]!), 0) / locked.length,
    median: sizes.length === 0 ? Number.NaN : (sizes[(sizes.length - 1) >> 1]! + sizes[sizes.length >> 1]!) / 2,
  }
}
