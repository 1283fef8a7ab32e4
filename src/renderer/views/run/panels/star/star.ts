import type { MatrixPicture } from '../../../../charts/matrix-cell.ts'

/** Every neuron at every frequency as an arm: the complex number (amplitude, phase) of its wave there. */
export interface Stars {
  readonly frequencies: number
  readonly neurons: number
  /** [frequencies, neurons]: amplitude cos φ and amplitude sin φ of w_j(x) ∋ amplitude · cos(2πkx/p + φ). */
  readonly x: Float64Array
  readonly y: Float64Array
}

/** With F = Σ_x w(x) e^{-2πikx/p}, the arm is 2F/p (F/p at k = p/2). Source: PAIR 2023, the page's DFT stars. */
export function starsOf({ values, rows: p, columns }: MatrixPicture): Stars {
  const frequencies = Math.floor(p / 2)
  const cos = Float64Array.from({ length: p }, (_, i) => Math.cos((2 * Math.PI * i) / p))
  const sin = Float64Array.from({ length: p }, (_, i) => Math.sin((2 * Math.PI * i) / p))
  const x = new Float64Array(frequencies * columns)
  const y = new Float64Array(frequencies * columns)
  for (let k = 1; k <= frequencies; k++) {
    const from = (k - 1) * columns
    const factor = (2 * k === p ? 1 : 2) / p
    for (let a = 0; a < p; a++) {
      const [c, s] = [factor * cos[(k * a) % p]!, factor * sin[(k * a) % p]!]
      for (let j = 0; j < columns; j++) {
        const w = values[a * columns + j]!
        x[from + j]! += w * c
        y[from + j]! -= w * s
      }
    }
  }
  return { frequencies, neurons: columns, x, y }
}

export interface Arm {
  readonly neuron: number
  readonly x: number
  readonly y: number
}

/** The arms of one frequency, longest first; those shorter than `least` are left out. */
export function armsAt({ x, y, neurons }: Stars, frequency: number, least = 0): readonly Arm[] {
  return Array.from({ length: neurons }, (_, neuron) => ({ neuron, x: x[(frequency - 1) * neurons + neuron]!, y: y[(frequency - 1) * neurons + neuron]! }))
    .filter((arm) => Math.hypot(arm.x, arm.y) >= least)
    .sort((one, other) => Math.hypot(other.x, other.y) - Math.hypot(one.x, one.y))
}

/** The longest arm of all frequencies; 1 where there is none, so that it can be a scale. */
export function longestArm({ x, y }: Stars): number {
  return x.reduce((most, value, i) => Math.max(most, Math.hypot(value, y[i]!)), 0) || 1
}

/** Σ over neurons of the squared arm, by frequency: [frequencies]; shares of their sum. */
export function starShares({ x, y, neurons, frequencies }: Stars): Float64Array {
  const power = new Float64Array(frequencies)
  x.forEach((value, i) => (power[Math.floor(i / neurons)]! += value * value + y[i]! ** 2))
  const sum = power.reduce((total, each) => total + each, 0) || 1
  return power.map((each) => each / sum)
}
