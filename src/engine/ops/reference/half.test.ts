import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundToHalf } from './half.ts'

/** The value of 16 bits, by the definition of IEEE 754. */
function valueOf(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023]
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25)
}

const largest = 0x7bff

test('every half value is its own rounding', () => {
  const changed = Array.from({ length: 65536 }, (_, bits) => valueOf(bits)).filter((value) => !Object.is(roundToHalf(value), value))
  expect(changed).toEqual([])
})

test('halfway between neighbours the even one is taken, beside it the nearer one', () => {
  const wrong: number[] = []
  for (let bits = 0; bits < largest; bits++) {
    const [low, high] = [valueOf(bits), valueOf(bits + 1)]
    const middle = (low + high) / 2
    const even = bits % 2 === 0 ? low : high
    if (roundToHalf(middle) !== even || roundToHalf(middle * (1 + 2 ** -52)) !== high || roundToHalf(-middle * (1 - 2 ** -53)) !== -low) wrong.push(bits)
  }
  expect(wrong).toEqual([])
})

test('no other half value is nearer', () => {
  fc.assert(
    fc.property(fc.double({ min: -65519, max: 65519, noNaN: true }), fc.integer({ min: 0, max: 65535 }), (x, bits) => {
      const other = valueOf(bits)
      return !Number.isFinite(other) || Math.abs(x - roundToHalf(x)) <= Math.abs(x - other)
    }),
  )
})

test('from 65520 on the nearest is infinity', () => {
  expect([65519.99, 65520, -65520, 1e300, Infinity].map(roundToHalf)).toEqual([65504, Infinity, -Infinity, Infinity, Infinity])
})
