import type { HostData } from '../../../shared/tensors.ts'
import type { MatrixBracket } from '../../charts/matrix-cell.ts'

/** A block of rows of a row-major matrix: the inputs `a` of a first layer are rows 0 to p-1 of 2p. */
export interface MatrixBlock {
  readonly data: HostData
  readonly columns: number
  readonly firstRow: number
  readonly rows: number
}

/** Power spectrum of every column along its rows. */
export interface Spectrum {
  /** Number of frequencies, ⌊rows/2⌋; frequency k stands at index k-1. */
  readonly frequencies: number
  readonly columns: number
  /** [columns, frequencies], row-major: a₊² + b₊², counted twice but for the middle frequency of an even table. */
  readonly power: Float64Array
  /** Of the same shape: arg Σ w(a) e^{-2πi k a/p}, in (-π, π]. */
  readonly phase: Float64Array
}

/**
 * F_k = Σ_a w(a) e^{-2πi k a/p} for k = 1 … ⌊p/2⌋ and each column w; the mean (k = 0) is left out.
 * Parseval: Σ_k power = p Σ_a (w(a) - mean)². Error: 1e-12 relative to that sum.
 */
export function columnSpectrum(block: MatrixBlock): Spectrum {
  const { data, columns, firstRow, rows: p } = block
  const frequencies = Math.floor(p / 2)
  const cos = Float64Array.from({ length: p }, (_, i) => Math.cos((2 * Math.PI * i) / p))
  const sin = Float64Array.from({ length: p }, (_, i) => Math.sin((2 * Math.PI * i) / p))
  const power = new Float64Array(columns * frequencies)
  const phase = new Float64Array(columns * frequencies)
  const re = new Float64Array(columns)
  const im = new Float64Array(columns)
  for (let k = 1; k <= frequencies; k++) {
    re.fill(0)
    im.fill(0)
    for (let a = 0; a < p; a++) {
      const c = cos[(k * a) % p]!
      const s = sin[(k * a) % p]!
      const row = (firstRow + a) * columns
      for (let j = 0; j < columns; j++) {
        const w = data[row + j]!
        re[j]! += w * c
        im[j]! -= w * s
      }
    }
    const times = 2 * k === p ? 1 : 2
    for (let j = 0; j < columns; j++) {
      const at = j * frequencies + k - 1
      power[at] = times * (re[j]! * re[j]! + im[j]! * im[j]!)
      phase[at] = Math.atan2(im[j]!, re[j]!)
    }
  }
  return { frequencies, columns, power, phase }
}

/** Share of each frequency in the power of all columns together; index k-1. All zero when the matrix is. */
export function frequencyShares(spectrum: Spectrum): Float64Array {
  const { frequencies, columns, power } = spectrum
  const shares = new Float64Array(frequencies)
  let total = 0
  for (let at = 0; at < columns * frequencies; at++) {
    shares[at % frequencies]! += power[at]!
    total += power[at]!
  }
  if (total > 0) for (let k = 0; k < frequencies; k++) shares[k]! /= total
  return shares
}

/** Frequencies that carry at least `factor` times the uniform share: the circuit's own. */
export function keyFrequencies(shares: Float64Array, factor = 1.45): ReadonlySet<number> {
  const keys = new Set<number>()
  shares.forEach((share, i) => {
    if (share > factor / shares.length) keys.add(i + 1)
  })
  return keys
}

export interface FrequencyGroup {
  readonly frequency: number
  /** Places in the order, from (included) to (not included). */
  readonly from: number
  readonly to: number
}

export interface FrequencyOrder {
  /** Column of the matrix at each place. */
  readonly order: Int32Array
  /** Dominant frequency of each column, 1 … ⌊p/2⌋; 0 of a column that is the same everywhere, as one that was pruned. */
  readonly dominant: Int32Array
  /** Its share in the power of that column. */
  readonly share: Float64Array
  /** Its phase, in (-π, π]. */
  readonly phase: Float64Array
  readonly groups: readonly FrequencyGroup[]
}

/** Columns by (dominant frequency, phase, column), so that neurons of one circuit stand together and turn in phase; those without a frequency last. */
export function frequencyOrder(spectrum: Spectrum): FrequencyOrder {
  const { frequencies, columns } = spectrum
  const dominant = new Int32Array(columns)
  const share = new Float64Array(columns)
  const phase = new Float64Array(columns)
  for (let j = 0; j < columns; j++) {
    let best = 0
    let total = 0
    for (let i = 0; i < frequencies; i++) {
      const value = spectrum.power[j * frequencies + i]!
      total += value
      if (value > spectrum.power[j * frequencies + best]!) best = i
    }
    dominant[j] = total > 0 ? best + 1 : 0
    share[j] = total > 0 ? spectrum.power[j * frequencies + best]! / total : 0
    phase[j] = spectrum.phase[j * frequencies + best]!
  }
  const order = Int32Array.from({ length: columns }, (_, j) => j).sort(
    (a, b) => (dominant[a]! || Infinity) - (dominant[b]! || Infinity) || phase[a]! - phase[b]! || a - b,
  )
  const groups: FrequencyGroup[] = []
  for (let from = 0; from < columns; ) {
    let to = from + 1
    while (to < columns && dominant[order[to]!] === dominant[order[from]!]) to++
    groups.push({ frequency: dominant[order[from]!]!, from, to })
    from = to
  }
  return { order, dominant, share, phase, groups }
}

/** The groups as they are written above a matrix, those of the circuit heavy. */
export function frequencyBrackets({ groups }: FrequencyOrder, isKey: (frequency: number) => boolean): readonly MatrixBracket[] {
  return groups.map(({ frequency, from, to }) => ({ from, to, label: frequency === 0 ? 'none' : String(frequency), key: isKey(frequency) }))
}

/** Columns by falling L2 norm, then as they are stored; a column that is not finite comes first. */
export function normOrder({ values, rows, columns }: { readonly values: HostData; readonly rows: number; readonly columns: number }): Int32Array {
  const squares = new Float64Array(columns)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) squares[j]! += values[i * columns + j]! ** 2
  const size = (j: number): number => (Number.isNaN(squares[j]!) ? Infinity : squares[j]!)
  return Int32Array.from({ length: columns }, (_, j) => j).sort((a, b) => (size(b) === size(a) ? a - b : size(b) > size(a) ? 1 : -1))
}
