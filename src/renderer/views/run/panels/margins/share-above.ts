/**
 * What part of a distribution lies above 0, as far as its quantiles tell: between two of them nothing is known, so that it is a range.
 *
 * @param quantiles percent and value, ascending
 */
export function shareAbove(quantiles: readonly (readonly [number, number])[]): readonly [number, number] {
  const above = quantiles.find(([, value]) => value > 0)?.[0] ?? 100
  const below = quantiles.findLast(([, value]) => value <= 0)?.[0] ?? 0
  return [1 - above / 100, 1 - below / 100]
}
