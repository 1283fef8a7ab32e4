import type { RunConfig } from '../../../shared/schema/run-config.ts'

/** A leaf of a configuration as it is compared and shown. */
export type Leaf = string | number | boolean | null | readonly (string | number | boolean)[]

export interface KeyRow {
  /** Path as `--set` names it, e.g. `optimiser.weight_decay`. */
  readonly key: string
  /** One a run, in the order given; undefined where a run has no such key, which is not the same as an empty one. */
  readonly values: readonly (Leaf | undefined)[]
  readonly varies: boolean
}

/** Every key of the configurations in their own order, and whether it varies. Numbers compare exactly: −0 is 0, arrays by element. */
export function compareConfigs(configs: readonly RunConfig[]): readonly KeyRow[] {
  const flat = configs.map((config) => new Map(leaves(config, '')))
  const keys = [...new Set(flat.flatMap((map) => [...map.keys()]))]
  return keys.map((key) => {
    const values = flat.map((map) => map.get(key))
    return { key, values, varies: values.some((value) => !same(value, values[0])) }
  })
}

/** An entry of a list; one with keys of its own as it stands in a file. */
function entry(item: unknown): string | number | boolean {
  return typeof item === 'object' ? JSON.stringify(item) : (item as string | number | boolean)
}

function* leaves(value: unknown, path: string): Generator<readonly [string, Leaf]> {
  if (Array.isArray(value)) yield [path, value.map(entry)]
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* leaves(inner, path === '' ? key : `${path}.${key}`)
  } else yield [path, value as Leaf]
}

function same(a: Leaf | undefined, b: Leaf | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => same(x, b[i]))
  if (typeof a === 'number' && typeof b === 'number') return a === b || (Number.isNaN(a) && Number.isNaN(b))
  return a === b
}

/** 1e-2 stays 0.01, lists are [200, 200], a missing key is a dash. */
export function leafText(value: Leaf | undefined): string {
  if (value === undefined) return '–'
  if (Array.isArray(value)) return `[${value.map((item) => String(item)).join(', ')}]`
  return String(value)
}

/** Runs that differ by their seeds only are repeats of one thing, and may be averaged. */
export function differBySeedOnly(rows: readonly KeyRow[]): boolean {
  return rows.every(({ key, varies }) => !varies || key === 'seed' || key === 'split.data_seed')
}

/** As one says them beside a curve. */
const spokenKeys: Readonly<Record<string, string>> = { weight_decay: 'wd', learning_rate: 'lr', modulus: 'p', train_fraction: 'fraction', hidden: 'width', data_seed: 'split' }

function spokenKey(path: string): string {
  const last = path.split('.').at(-1) ?? path
  return spokenKeys[last] ?? last
}

/** Names of runs by what differs between them: `seed 3`, `wd 0.3 · seed 1`; their own names where that says nothing. */
export function shortNames(names: readonly string[], rows: readonly KeyRow[]): readonly string[] {
  const varying = rows.filter((row) => row.varies)
  // How long a run trained says little about it, so the number of steps names a run only where nothing else does.
  for (const keys of [varying.filter(({ key }) => key !== 'steps'), varying]) {
    const made = names.map((_, i) => keys.map(({ key, values }) => `${spokenKey(key)} ${leafText(values[i])}`).join(' · '))
    if (keys.length > 0 && keys.length <= 2 && new Set(made).size === names.length) return made
  }
  return names
}
