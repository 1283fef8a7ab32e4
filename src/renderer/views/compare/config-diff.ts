import { isSeed } from '../../../shared/runs/differing-names.ts'
import { fewestKeys } from '../../../shared/runs/fewest-keys.ts'

/** An object without keys: an answer of its own, neither missing nor null. */
export type EmptyObject = Readonly<Record<string, never>>

/** A leaf of a configuration as it is compared and shown; lists are leaves that are compared by element. */
export type Leaf = string | number | boolean | null | EmptyObject | readonly Leaf[]

export interface KeyRow {
  /** Path as `--set` names it, e.g. `optimiser.weight_decay`; a dot inside a key is written `\.`. */
  readonly key: string
  /** One a run, in the order given; undefined where a run has no such key, which is not the same as an empty one. */
  readonly values: readonly (Leaf | undefined)[]
  readonly varies: boolean
}

/** Numbers this near to each other, relative to the larger, are one number written twice: 0.1 + 0.2 is 0.3. */
export const tolerance = 1e-12

/** Every key of the configurations in their own order, and whether it varies. */
export function compareConfigs(configs: readonly object[]): readonly KeyRow[] {
  const flat = configs.map((config) => new Map(leaves(config, '')))
  const keys = [...new Set(flat.flatMap((map) => [...map.keys()]))]
  return keys.map((key) => {
    const values = flat.map((map) => map.get(key))
    return { key, values, varies: values.some((value) => !sameLeaf(value, values[0])) }
  })
}

function* leaves(value: unknown, path: string): Generator<readonly [string, Leaf]> {
  if (Array.isArray(value)) yield [path, value.map(entry)]
  else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
    if (entries.length === 0 && path !== '') yield [path, {}]
    for (const [key, inner] of entries) {
      const name = key.replaceAll('\\', '\\\\').replaceAll('.', '\\.')
      yield* leaves(inner, path === '' ? name : `${path}.${name}`)
    }
  } else yield [path, plain(value)]
}

/** An entry of a list; one with keys of its own as it stands in a file. */
function entry(item: unknown): Leaf {
  if (Array.isArray(item)) return item.map(entry)
  return typeof item === 'object' && item !== null ? JSON.stringify(item) : plain(item)
}

function plain(value: unknown): Leaf {
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value)
}

/** −0 is 0, NaN is NaN, a number is never its text; lists by element; a missing key equals only a missing key. */
export function sameLeaf(a: Leaf | undefined, b: Leaf | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x: Leaf, i) => sameLeaf(x, b[i] as Leaf | undefined))
  if (typeof a === 'number' && typeof b === 'number') {
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
    return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b)) && Number.isFinite(a - b)
  }
  if (isEmptyObject(a) && isEmptyObject(b)) return true
  return a === b
}

function isEmptyObject(value: Leaf | undefined): value is EmptyObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Places at which a list differs from another, with those that only it has. */
export function changedElements(value: readonly Leaf[], base: readonly Leaf[]): readonly number[] {
  return value.flatMap((item, i) => (i < base.length && sameLeaf(item, base[i]) ? [] : [i]))
}

/** 1e-2 stays 0.01, lists are [200, 200], empty text is "", a missing key is a dash. */
export function leafText(value: Leaf | undefined): string {
  if (value === undefined) return '–'
  if (Array.isArray(value)) return `[${value.map((item: Leaf) => leafText(item)).join(', ')}]`
  if (isEmptyObject(value)) return '{}'
  return value === '' ? '""' : Object.is(value, -0) ? '0' : String(value)
}

/** Runs that differ by their seeds only are repeats of one thing, and may be averaged. */
export function differBySeedOnly(rows: readonly KeyRow[]): boolean {
  return rows.every(({ key, varies }) => !varies || isSeed(key))
}

/** `0.001 (5), 0.003 (5)`: what stands in several runs, each value once with its count; the bare value where all agree. */
export function leavesText(values: readonly (Leaf | undefined)[]): string {
  const distinct: { readonly value: Leaf | undefined; count: number }[] = []
  for (const value of values) {
    const known = distinct.find((other) => sameLeaf(other.value, value))
    if (known) known.count++
    else distinct.push({ value, count: 1 })
  }
  if (distinct.length === 1) return leafText(distinct[0]?.value)
  const isRepeated = distinct.some(({ count }) => count > 1)
  return distinct.map(({ value, count }) => (isRepeated ? `${leafText(value)} (${count})` : leafText(value))).join(', ')
}

/** As one says them beside a curve. */
const spokenKeys: Readonly<Record<string, string>> = { weight_decay: 'wd', learning_rate: 'lr', modulus: 'p', train_fraction: 'fraction', hidden: 'width', data_seed: 'split' }

function spokenKey(path: string): string {
  const last = path.split('.').at(-1) ?? path
  return spokenKeys[last] ?? last
}

/** How long a run trained, and what was looked at meanwhile, name it only where nothing else does. */
const isLesser = (key: string): boolean => key === 'steps' || key === 'measures' || key === 'schema' || key.startsWith('log.') || key.startsWith('checkpoint.')
/** More parts than these are no name. */
const mostParts = 4

const seedsLast = (a: string, b: string): number => Number(isSeed(a)) - Number(isSeed(b))

function spokenNames(places: readonly number[], rows: readonly KeyRow[]): readonly string[] | null {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const textOf = (key: string, item: number): string => leafText(byKey.get(key)?.values[places[item] ?? 0])
  for (const keys of [rows.filter(({ key }) => !isLesser(key)), rows]) {
    const parts = fewestKeys(places.length, keys.map(({ key }) => key).sort(seedsLast), textOf).toSorted(seedsLast)
    const made = places.map((_, item) => parts.map((key) => `${spokenKey(key)} ${textOf(key, item)}`).join(' · '))
    if (parts.length > 0 && parts.length <= mostParts && new Set(made).size === places.length) return made
  }
  return null
}

/** Names of runs by the fewest keys that tell them apart: `seed 3`, `wd 0.3 · seed 1`; their own names where no few keys do. */
export function shortNames(names: readonly string[], rows: readonly KeyRow[]): readonly string[] {
  return spokenNames(names.map((_, i) => i), rows.filter((row) => row.varies)) ?? names
}

/** Names of groups, by what differs between them and without their seeds; `firsts` are the places of their first runs. */
export function groupNames(firsts: readonly number[], rows: readonly KeyRow[]): readonly string[] {
  return spokenNames(firsts, rows.filter(({ key, varies }) => varies && !isSeed(key))) ?? firsts.map((_, i) => (firsts.length === 1 ? 'all seeds' : `group ${i + 1}`))
}
