/**
 * Makes vectors `from` … count − 1 orthonormal to all before them; those before are so already. What is left of a vector after
 * taking out the others is kept unless it is too little to have a direction, else unit vectors are tried in order. −1: nothing to do.
 * Vector j stands at j · length; count ≤ length.
 */
export function completeBasis(vectors: Float64Array, count: number, length: number, from: number): void {
  if (from < 0) return
  for (let j = from; j < count; j++) {
    let rest = vectors.slice(j * length, (j + 1) * length)
    let share = takeOut(rest, vectors, j, length)
    // The unit vectors together have length − j left over, so one of them has at least (length − j) / length.
    for (let unit = 0; unit < length && share < 0.5 / Math.sqrt(length); unit++) {
      rest = new Float64Array(length)
      rest[unit] = 1
      share = takeOut(rest, vectors, j, length)
    }
    vectors.set(rest, j * length)
  }
}

/** Subtracts from x, twice against rounding, its parts along the first `count` vectors and makes it a unit vector; what length was left. */
function takeOut(x: Float64Array, vectors: Float64Array, count: number, length: number): number {
  for (let round = 0; round < 2; round++) {
    for (let j = 0; j < count; j++) {
      let part = 0
      for (let i = 0; i < length; i++) part += x[i]! * vectors[j * length + i]!
      for (let i = 0; i < length; i++) x[i]! -= part * vectors[j * length + i]!
    }
  }
  let square = 0
  for (let i = 0; i < length; i++) square += x[i]! * x[i]!
  const left = Math.sqrt(square)
  for (let i = 0; i < length; i++) x[i]! /= left > 0 ? left : 1
  return left
}
