/**
 * Few keys that tell apart whatever all of them together tell apart: the one that parts most comes first, then the one that parts most of
 * what is still together. Greedy, so not always the fewest there are. In the order given.
 */
export function fewestKeys(items: number, keys: readonly string[], textOf: (key: string, item: number) => string): readonly string[] {
  const all = Array.from({ length: items }, (_, item) => item)
  const classes = (chosen: readonly string[]): number => new Set(all.map((item) => JSON.stringify(chosen.map((key) => textOf(key, item))))).size
  const wanted = classes(keys)
  let chosen: readonly string[] = []
  let parted = 1
  while (parted < wanted) {
    let best: { key: string; parts: number } | null = null
    for (const key of keys) {
      if (chosen.includes(key)) continue
      const parts = classes([...chosen, key])
      if (best === null || parts > best.parts) best = { key, parts }
    }
    if (best === null) break
    chosen = [...chosen, best.key]
    parted = best.parts
  }
  return keys.filter((key) => chosen.includes(key))
}
