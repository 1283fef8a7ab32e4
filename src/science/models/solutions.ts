import { uniform } from '../random/draw.ts'
import { weightStream } from '../random/streams.ts'

/** f64 [rows, columns], row-major. */
export function matrixOf(rows: number, columns: number, at: (row: number, column: number) => number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, i) => at(Math.floor(i / columns), i % columns))
}

/** The angle of symbol x of p, `turns` times around the circle; the product is taken modulo p, so that it stays exact. */
function angle(turns: number, x: number, p: number): number {
  return (2 * Math.PI * ((turns * x) % p)) / p
}

/**
 * Symbols on a circle, [p, 2]: √(2/p) (cos, sin), so that both columns have length 1.
 *
 * Source: PAIR 2023, "Do machine learning models memorize or generalize?", the fixed embedding.
 */
export function circleTable(p: number, frequency: number): Float64Array {
  return matrixOf(p, 2, (x, part) => Math.sqrt(2 / p) * (part === 0 ? Math.cos : Math.sin)(angle(frequency, x, p)))
}

/**
 * PAIR's solution with N neurons at the angles θ_i = 2πi/N, for symbols at the angles ωx:
 *
 *   in   cos(ωa − θ_i), cos(ωb − θ_i)     out   cos(2θ_i − ωc)
 *
 * With the activation x² and N = 3 or N > 4 it is exact: logit_c = N cos²((a−b)ω/2) cos((a+b−c)ω) times the cube of the scale. With
 * ReLU it is approximate.
 *
 * Source: PAIR 2023, the constructed solution, with ours for N = 3 and the constant.
 */
export interface Circle {
  readonly neurons: number
  /** 1 at its default. */
  readonly scale: number
}

const spread = ({ neurons }: Circle, i: number): number => (2 * Math.PI * i) / neurons

/** For one-hot symbols: [2p, N], p rows for a and p for b. */
export function circleInputs(circle: Circle, p: number, frequency: number): Float64Array {
  return matrixOf(2 * p, circle.neurons, (row, i) => circle.scale * Math.cos(angle(frequency, row % p, p) - spread(circle, i)))
}

/** [N, p] */
export function circleOutputs(circle: Circle, p: number, frequency: number): Float64Array {
  return matrixOf(circle.neurons, p, (i, c) => circle.scale * Math.cos(2 * spread(circle, i) - angle(frequency, c, p)))
}

/** For symbols that stand on a circle already: (cos θ_i, sin θ_i), [2, N]. */
export function circleReading(circle: Circle): Float64Array {
  return matrixOf(2, circle.neurons, (part, i) => circle.scale * (part === 0 ? Math.cos : Math.sin)(spread(circle, i)))
}

/** The same, back to the circle: (cos 2θ_i, sin 2θ_i), [N, 2]. */
export function circleAnswer(circle: Circle): Float64Array {
  return matrixOf(circle.neurons, 2, (i, part) => circle.scale * (part === 0 ? Math.cos : Math.sin)(2 * spread(circle, i)))
}

/**
 * Gromov's closed form, N neurons with x²: neuron k = 1 … N is a wave of frequency k modulo p,
 *
 *   W1 = cos(2πk n/p + φ_k), cos(2πk m/p + ψ_k)     W2 = cos(2πk q/p + φ_k + ψ_k)
 *
 * with φ and ψ uniform on [0, 2π). The outputs are (N/2) δ(n + m − q) and interference of random phases that grows as √N only, so
 * that the share of right answers rises with N.
 *
 * Source: Gromov 2023, arXiv:2301.02679, section 3 (analytic solution).
 */
export interface Waves {
  readonly neurons: number
  readonly scale: number
  readonly seed: number
}

function phases({ neurons, seed }: Waves, symbol: 'a' | 'b'): Float64Array {
  return uniform(neurons, { seed, stream: weightStream(`phases/${symbol}`) }).map((u) => 2 * Math.PI * u)
}

/** [2p, N] */
export function waveInputs(waves: Waves, p: number): Float64Array {
  const [a, b] = [phases(waves, 'a'), phases(waves, 'b')]
  return matrixOf(2 * p, waves.neurons, (row, i) => waves.scale * Math.cos(angle(i + 1, row % p, p) + (row < p ? a : b)[i]!))
}

/** [N, p] */
export function waveOutputs(waves: Waves, p: number): Float64Array {
  const [a, b] = [phases(waves, 'a'), phases(waves, 'b')]
  return matrixOf(waves.neurons, p, (i, q) => waves.scale * Math.cos(angle(i + 1, q, p) + a[i]! + b[i]!))
}
