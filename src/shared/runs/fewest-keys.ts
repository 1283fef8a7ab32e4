/**
 * Few keys that tell apart whatever all of them together tell apart: the one that parts most comes first, then the one that parts most of
 * what is still together. Greedy, so not always the fewest there are. In that order, so that what is cut off says least.
 */
export function fewestKeys(items: number, keys: readonly string[], textOf: (key: string, item: number) => string): readonly string[] {
  const columns = new Map(keys.map((key) => [key, numbered(Array.from({ length: items }, (_, item) => textOf(key, item)))]))
  // Items of one number are not told apart yet.
  const refined = (by: readonly number[], column: readonly number[]): readonly number[] => numbered(by.map((group, item) => group * items + (column[item] ?? 0)))
  const together = Array.from({ length: items }, () => 0)
  const wanted = count([...columns.values()].reduce(refined, together))
  const chosen = new Set<string>()
  let groups: readonly number[] = together
  while (count(groups) < wanted) {
    let best: { key: string; groups: readonly number[] } | null = null
    for (const [key, column] of columns) {
      if (chosen.has(key)) continue
      const next = refined(groups, column)
      if (best === null || count(next) > count(best.groups)) best = { key, groups: next }
    }
    if (best === null) break
    chosen.add(best.key)
    groups = best.groups
  }
  return [...chosen]
}

/** Equal values as equal numbers, from 0 in the order of their first. */
function numbered<T>(values: readonly T[]): readonly number[] {
  const numbers = new Map<T, number>()
  return values.map((value) => {
    const known = numbers.get(value) ?? numbers.size
    numbers.set(value, known)
    return known
  })
}

const count = (groups: readonly number[]): number => groups.reduce((most, group) => Math.max(most, group + 1), 0)
