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

/** The basis of the run in progress: it is asked for at every logged step. */
let kept: FourierBasis | null = null

export function basisOf(p: number): FourierBasis {
  if (kept?.p !== p) kept = fourierBasis(p)
  return kept
}

/**
 * Squared components of every column of a matrix. A cosine is the same at x and p − x and a sine the opposite, so each meets sums
 * and differences of two rows: half the products.
 *
 * @param matrix [p, columns], row-major, beginning at element `from` of `data`
 * @returns f64 [columns, p], in the order of the basis
 */
export function fourierPower({ p, rows, frequency }: FourierBasis, data: ArrayLike<number>, from: number, columns: number): Float64Array {
  const half = Math.floor((p - 1) / 2)
  // Rows that have no partner come first: x = 0, then x = p/2 where there is one.
  const lone = p % 2 === 0 ? [0, p / 2] : [0]
  const places = Int32Array.of(...lone, ...Array.from({ length: half }, (_, i) => i + 1))
  const even = new Float64Array(places.length * columns)
  const odd = new Float64Array(places.length * columns)
  lone.forEach((x, i) => {
    for (let j = 0; j < columns; j++) even[i * columns + j] = data[from + x * columns + j]!
  })
  for (let x = 1; x <= half; x++) {
    const target = (lone.length + x - 1) * columns
    const here = from + x * columns
    const there = from + (p - x) * columns
    for (let j = 0; j < columns; j++) {
      even[target + j] = data[here + j]! + data[there + j]!
      odd[target + j] = data[here + j]! - data[there + j]!
    }
  }

  const waves = new Float64Array(places.length)
  const component = new Float64Array(columns)
  const power = new Float64Array(columns * p) // [columns, p]
  for (let row = 0; row < p; row++) {
    const isSine = row > 0 && row % 2 === 0 && 2 * frequency[row]! !== p
    for (let i = 0; i < waves.length; i++) waves[i] = rows[row * p + places[i]!]!
    component.fill(0)
    addRows(component, isSine ? odd : even, waves)
    for (let j = 0; j < columns; j++) power[j * p + row] = component[j]! * component[j]!
  }
  return power
}

/** out ← out + Σ_i factors_i · matrix_i, four rows at a time: most of the time would go into reading and writing `out`. */
function addRows(out: Float64Array, matrix: Float64Array, factors: Float64Array): void {
  const columns = out.length
  let i = 0
  for (; i + 4 <= factors.length; i += 4) {
    const a = factors[i]!
    const b = factors[i + 1]!
    const c = factors[i + 2]!
    const d = factors[i + 3]!
    const first = i * columns
    const second = first + columns
    const third = second + columns
    const fourth = third + columns
    for (let j = 0; j < columns; j++) {
      out[j] = out[j]! + (a * matrix[first + j]! + b * matrix[second + j]! + (c * matrix[third + j]! + d * matrix[fourth + j]!))
    }
  }
  for (; i < factors.length; i++) for (let j = 0; j < columns; j++) out[j] = out[j]! + factors[i]! * matrix[i * columns + j]!
}
