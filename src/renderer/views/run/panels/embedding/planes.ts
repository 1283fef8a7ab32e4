import type { MatrixPicture } from '../../../../charts/matrix-cell.ts'
import { columnSpectrum, frequencyShares } from '../../frequency-order.ts'
import { principalAxes, scores, sharedFrequency, type PrincipalAxes } from '../../principal-axes.ts'

/** Two directions that time does not move, and what the rows of the matrix that fixed them show there. */
export interface Plane {
  readonly label: string
  readonly axes: PrincipalAxes
  /** Which two of the axes. */
  readonly first: number
  /** Largest coordinate at the checkpoint that fixed it. */
  readonly radius: number
  /** The frequency at which its points are joined; null where rows have none. */
  readonly frequency: number | null
  /** Part of the variance of the rows that lies in it. */
  readonly share: number
}

/** Where the rows of a matrix lie in a plane. */
export function placesIn(plane: Plane, shown: MatrixPicture): { readonly x: Float64Array; readonly y: Float64Array } {
  return { x: scores(shown, plane.axes, plane.first), y: scores(shown, plane.axes, plane.first + 1) }
}

/** Σ over rows of the squared distance from the mean row. */
export function variation({ values, rows, columns }: MatrixPicture): number {
  let sum = 0
  for (let j = 0; j < columns; j++) {
    let mean = 0
    for (let i = 0; i < rows; i++) mean += values[i * columns + j]! / rows
    for (let i = 0; i < rows; i++) sum += (values[i * columns + j]! - mean) ** 2
  }
  return sum
}

function planeOf(fixed: MatrixPicture, axes: PrincipalAxes, first: number, label: string, frequency: number | null, isPeriodic: boolean): Plane {
  const [x, y] = [scores(fixed, axes, first), scores(fixed, axes, first + 1)]
  return {
    label,
    axes,
    first,
    radius: [...x, ...y].reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1,
    frequency: frequency ?? (isPeriodic ? sharedFrequency(x, y) : null),
    share: shareOf({ x, y }, variation(fixed)),
  }
}

/** Part that places in a plane hold of a variation. */
export function shareOf({ x, y }: { readonly x: Float64Array; readonly y: Float64Array }, all: number): number {
  return x.reduce((sum, value, i) => sum + value * value + y[i]! ** 2, 0) / (all || 1)
}

/** A plane with less of the variance than this shows rounding. */
const leastShare = 1e-3

/** Planes of the principal axes two by two: (1, 2), (3, 4), … */
export function principalPlanes(fixed: MatrixPicture, count: number, isPeriodic: boolean): readonly Plane[] {
  const axes = principalAxes(fixed, 2 * count)
  const planes = Array.from({ length: Math.floor(axes.components / 2) }, (_, i) => planeOf(fixed, axes, 2 * i, `PC ${2 * i + 1}, ${2 * i + 2}`, null, isPeriodic))
  return planes.filter(({ share }) => share > leastShare)
}

/**
 * The plane in which frequency k lies: directions u = Σ_a cos(2πka/p) x_a and v = Σ_a sin(2πka/p) x_a of the rows x_a, v made
 * orthogonal to u. A pure circle of frequency k is a circle there; null where the rows have nothing at k.
 */
export function fourierPlane(fixed: MatrixPicture, k: number): Plane | null {
  const { values, rows: p, columns } = fixed
  const vectors = new Float64Array(2 * columns)
  for (let a = 0; a < p; a++) {
    const angle = (2 * Math.PI * ((k * a) % p)) / p
    for (let j = 0; j < columns; j++) {
      vectors[j]! += Math.cos(angle) * values[a * columns + j]!
      vectors[columns + j]! += Math.sin(angle) * values[a * columns + j]!
    }
  }
  const [u, v] = [vectors.subarray(0, columns), vectors.subarray(columns)]
  const scale = length(u) + length(v)
  if (normalise(u, scale) === 0) return null
  const along = u.reduce((sum, x, j) => sum + x * v[j]!, 0)
  for (let j = 0; j < columns; j++) v[j]! -= along * u[j]!
  if (normalise(v, scale) === 0) return null
  return planeOf(fixed, { vectors, components: 2, columns }, 0, `cos, sin of ${k}`, k, true)
}

/** Planes of the frequencies with the largest shares in the rows, largest first. Rows of d numbers have room for d/2: more would show the same planes again. */
export function wavePlanes(fixed: MatrixPicture, count: number): readonly Plane[] {
  const shares = frequencyShares(columnSpectrum({ data: fixed.values, columns: fixed.columns, firstRow: 0, rows: fixed.rows }))
  const frequencies = [...shares.keys()].sort((i, j) => shares[j]! - shares[i]!).map((i) => i + 1)
  return frequencies.slice(0, Math.min(count, Math.floor(fixed.columns / 2))).flatMap((k) => fourierPlane(fixed, k) ?? [])
}

const length = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))

/** Makes a vector as long as 1, and says how long it was; one that is nothing beside `scale` stays. */
function normalise(vector: Float64Array, scale: number): number {
  const size = length(vector)
  if (size <= 1e-12 * scale || size === 0) return 0
  for (let j = 0; j < vector.length; j++) vector[j]! /= size
  return size
}

/**
 * How much of a circle the points of a plane are: with r_a the distance from the middle, 1 − (standard deviation of r)/(mean of r);
 * 1 on a circle.
 */
export function roundness(x: Float64Array, y: Float64Array): number {
  const n = x.length
  const r = x.map((value, i) => Math.hypot(value, y[i]!))
  const mean = r.reduce((sum, value) => sum + value / n, 0)
  const spread = Math.sqrt(r.reduce((sum, value) => sum + (value - mean) ** 2 / n, 0))
  return mean > 0 ? Math.max(0, 1 - spread / mean) : 0
}
