/** As one says them in the name of a run: `wd=1`. */
export const shortKeys: Readonly<Record<string, string>> = { weight_decay: 'wd', learning_rate: 'lr', modulus: 'p', train_fraction: 'frac', hidden: 'width', seed: 's', data_seed: 'split' }
export const longKeys: ReadonlyMap<string, string> = new Map(Object.entries(shortKeys).map(([long, short]) => [short, long]))

const endsOf = (path: string): string[] => path.split('.').map((_, i, parts) => parts.slice(-1 - i).join('.'))

/** `optimiser.weight_decay` as `weight_decay` where nothing else ends so; `model.kind` stays, beside `task.kind`. One a path, in the order given. */
export function shortestEnds(paths: readonly string[], taken: (name: string) => boolean = () => false): readonly string[] {
  const ends = new Map<string, number>()
  for (const path of paths) for (const end of endsOf(path)) ends.set(end, (ends.get(end) ?? 0) + 1)
  return paths.map((path) => endsOf(path).find((end) => ends.get(end) === 1 && !taken(end)) ?? path)
}
