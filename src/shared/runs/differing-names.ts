import type { RunConfig } from '../schema/run-config.ts'
import { configLeaves, type Leaf } from './config-leaves.ts'
import { fewestKeys } from './fewest-keys.ts'
import { shortestEnds, shortKeys } from './key-names.ts'
import { varyingKeys } from './varying-keys.ts'

/** What says little about a run beside the rest: it names a run only where nothing else does. */
const lesser: ReadonlySet<string> = new Set(['steps', 'schema', 'log.every_until', 'log.ratio', 'checkpoint.ratio'])
const isLesser = (path: string): boolean => lesser.has(path) || path.startsWith('measures')

/** Most keys that one reads as a name; what lies beyond is counted. */
const mostKeys = 5

/** Names of runs by what differs between them: `p=113 wd=1 frac=0.3 s=2`. Each part is a condition that a query understands. Empty where nothing differs. */
export function differingNames(configs: readonly RunConfig[], isLeftOut: (path: string) => boolean = () => false): readonly string[] {
  const varying = varyingKeys(configs).filter((path) => !isLeftOut(path))
  const telling = varying.filter((path) => !isLesser(path))
  const paths = [...(telling.length > 0 ? telling : varying)].sort((a, b) => Number(isSeed(a)) - Number(isSeed(b)))
  const keys = new Map(shortestEnds(paths).map((end, i) => [paths[i] ?? end, shortKeys[end] ?? end]))
  return configs.map((config) => {
    const leaves = configLeaves(config)
    const parts = paths.flatMap((path) => (leaves.has(path) ? [`${keys.get(path) ?? path}=${leafText(leaves.get(path))}`] : []))
    return parts.length > mostKeys ? `${parts.slice(0, mostKeys).join(' ')} +${parts.length - mostKeys}` : parts.join(' ')
  })
}

/** Shorter still: only the keys that it takes to tell them apart. For words at curves, where there is little room. */
export function tellingNames(configs: readonly RunConfig[]): readonly string[] {
  const leaves = configs.map(configLeaves)
  const varying = varyingKeys(configs)
  const all = varying.filter((path) => !isLesser(path))
  const paths = fewestKeys(configs.length, all.length > 0 ? all : varying, (path, i) => leafText(leaves[i]?.get(path)))
  const keys = shortestEnds(paths).map((end) => shortKeys[end] ?? end)
  return leaves.map((own) => paths.map((path, i) => `${keys[i] ?? path}=${leafText(own.get(path))}`).join(' '))
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
