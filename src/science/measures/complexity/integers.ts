import type { Part } from './truncation.ts'

/** Numbers of a part in the order in which they are written: the whole, or the left factor and then the right one. */
export function numbersOf(part: Part): readonly Float64Array[] {
  return part.kind === 'whole' ? [part.values] : [part.left, part.right]
}

/** The nearest multiples of Δ, as integers: round(x/Δ), halves away from zero on neither side but up, as `Math.round` has it. */
export function integersOf(values: Float64Array, delta: number): Int32Array {
  return Int32Array.from(values, (x) => Math.round(x / delta))
}

/**
 * What a decoder needs: Δ, and for each list its rank and integers in as few bytes as the largest of them takes (1, 2 or 4).
 * A byte an integer where that is enough: a general compressor then sees symbols, not halves of them.
 */
export function bytesOf(lists: readonly Int32Array[], ranks: readonly number[], delta: number): Uint8Array {
  const written = [new Uint8Array(Float64Array.of(delta).buffer), new Uint8Array(Int32Array.from(ranks).buffer), ...lists.map(narrowest)]
  const bytes = new Uint8Array(written.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const each of written) {
    bytes.set(each, at)
    at += each.length
  }
  return bytes
}

function narrowest(integers: Int32Array): Uint8Array {
  let largest = 0
  for (let i = 0; i < integers.length; i++) largest = Math.max(largest, Math.abs(integers[i]!))
  if (largest < 128) return new Uint8Array(Int8Array.from(integers).buffer)
  if (largest < 32768) return new Uint8Array(Int16Array.from(integers).buffer)
  return new Uint8Array(integers.buffer, integers.byteOffset, integers.byteLength)
}
