/**
 * The orthonormal real Fourier basis over Z_p, so that powers add up to the squared length:
 *
 *   1/√p,   √(2/p) cos(2πkx/p),  √(2/p) sin(2πkx/p)   for k = 1 … ⌊(p−1)/2⌋,   and (−1)ˣ/√p when p is even
 *
 * Source: Nanda et al. 2023, arXiv:2301.05217, section 4.
 */
export interface FourierBasis {
  readonly p: number
  /** f64 [p, p], a component a row: constant, cos 1, sin 1, cos 2, …, and the alternating one last when p is even. */
  readonly rows: Float64Array
  /** Frequency of each row: 0, 1, 1, 2, 2, … */
  readonly frequency: Int32Array
  /** ⌊p/2⌋, the largest frequency. */
  readonly frequencies: number
}

export function fourierBasis(p: number): FourierBasis {
  const rows = new Float64Array(p * p)
  const frequency = Int32Array.from({ length: p }, (_, row) => Math.ceil(row / 2))
  for (let row = 0; row < p; row++) {
    const k = frequency[row]!
    const single = k === 0 || 2 * k === p // one component only: sin vanishes there
    const length = Math.sqrt((single ? 1 : 2) / p)
    const wave = row === 0 || row % 2 === 1 ? Math.cos : Math.sin
    // The angle is reduced in integers, so that it is as exact for the largest k · x as for the smallest.
    for (let x = 0; x < p; x++) rows[row * p + x] = length * wave((2 * Math.PI * ((k * x) % p)) / p)
  }
  return { p, rows, frequency, frequencies: Math.floor(p / 2) }
}

/**
 * Squared components of every column of a matrix.
 *
 * @param matrix [p, columns], row-major, beginning at element `from` of `data`
 * @returns f64 [columns, p], in the order of the basis
 */
export function fourierPower({ p, rows }: FourierBasis, data: ArrayLike<number>, from: number, columns: number): Float64Array {
  const components = new Float64Array(p * columns) // [p, columns]
  for (let row = 0; row < p; row++) {
    for (let x = 0; x < p; x++) {
      const wave = rows[row * p + x]!
      const source = from + x * columns
      const target = row * columns
      for (let j = 0; j < columns; j++) components[target + j] = components[target + j]! + wave * data[source + j]!
    }
  }
  const power = new Float64Array(columns * p) // [columns, p]
  for (let row = 0; row < p; row++) for (let j = 0; j < columns; j++) power[j * p + row] = components[row * columns + j]! ** 2
  return power
}
