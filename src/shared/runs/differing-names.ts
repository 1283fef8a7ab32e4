import type { RunConfig } from '../schema/run-config.ts'
import { configLeaves, type Leaf } from './config-leaves.ts'
import { fewestKeys } from './fewest-keys.ts'
import { shortestEnds, shortKeys } from './key-names.ts'
import { varyingKeys } from './varying-keys.ts'

/** What says little about a run beside the rest: it names a run only where nothing else does. */
const lesser: ReadonlySet<string> = new Set(['steps', 'schema', 'log.every_until', 'log.ratio', 'checkpoint.ratio'])
const isLesser = (path: string): boolean => lesser.has(path) || path.startsWith('measures')

/**
 * Names of runs by the keys that it takes to tell them apart, the most telling first and the seed last: `p=113 wd=1 s=2`. Each part is a condition that a query understands; a run
 * without a key has no part of it. Empty where nothing differs.
 */
export function tellingNames(configs: readonly RunConfig[], isLeftOut: (path: string) => boolean = () => false): readonly string[] {
  const leaves = configs.map(configLeaves)
  const varying = varyingKeys(configs).filter((path) => !isLeftOut(path))
  const telling = varying.filter((path) => !isLesser(path))
  const chosen = fewestKeys(configs.length, telling.length > 0 ? telling : varying, (path, i) => leafText(leaves[i]?.get(path)))
  const paths = chosen.toSorted((a, b) => Number(isSeed(a)) - Number(isSeed(b)))
  const keys = shortestEnds(paths).map((end) => shortKeys[end] ?? end)
  return leaves.map((own) => paths.flatMap((path, i) => (own.has(path) ? [`${keys[i] ?? path}=${leafText(own.get(path))}`] : [])).join(' '))
}

/** Runs that differ at these paths only are repeats of one thing. */
export function isSeed(path: string): boolean {
  return path === 'seed' || path === 'split.data_seed'
}

/** 1e-2 as 0.01, lists as 200,200; a key that is absent as a dash. */
export function leafText(leaf: Leaf | undefined): string {
  if (leaf === undefined) return '–'
  return Array.isArray(leaf) ? leaf.map(String).join(',') : String(leaf)
}
