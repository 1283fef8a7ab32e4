/** Distance between neighbouring half values below 2⁻¹⁴, where they are subnormal. */
const smallestSpacing = 2 ** -24

/** Adding and subtracting this many spacings leaves a multiple of the spacing, rounded to even by f64 itself. */
const magic = 1.5 * 2 ** 52

/**
 * The IEEE 754 half value (1 sign, 5 exponent, 10 fraction bits) nearest to x, in one rounding from f64, ties to even.
 * From 65520 = 65504 + ½ · 32 on the nearest is infinity; NaN stays NaN and −0 stays −0.
 */
export function roundToHalf(x: number): number {
  const size = Math.abs(x)
  if (!(size < 65520)) return Number.isNaN(x) ? x : x > 0 ? Infinity : -Infinity
  // log2 may round up just below a power of two; such a number rounds to that power at either spacing.
  const spacing = Math.max(2 ** (Math.floor(Math.log2(size)) - 10), smallestSpacing)
  const rounded = (size / spacing + magic - magic) * spacing
  return x < 0 || Object.is(x, -0) ? -rounded : rounded
}
