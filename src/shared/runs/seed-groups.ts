import type { RunConfig } from '../schema/run-config.ts'
import { configLeaves } from './config-leaves.ts'
import { isSeed } from './differing-names.ts'

const kept = new WeakMap<RunConfig, string>()

/** Equal for configurations that differ by their seeds only. */
export function groupKey(config: RunConfig): string {
  let key = kept.get(config)
  if (key === undefined) {
    const leaves = [...configLeaves(config)].filter(([path]) => !isSeed(path))
    kept.set(config, (key = JSON.stringify(leaves.sort(([a], [b]) => (a < b ? -1 : 1)))))
  }
  return key
}

/** Runs of one configuration that differ by their seeds only, together, in the order of the first of each. */
export function seedGroups<T extends { readonly config: RunConfig }>(runs: readonly T[]): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>()
  for (const run of runs) {
    const key = groupKey(run.config)
    const group = groups.get(key)
    if (group) group.push(run)
    else groups.set(key, [run])
  }
  return [...groups.values()]
}
