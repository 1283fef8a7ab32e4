import type { RunConfig } from '../schema/run-config.ts'
import { configLeaves, configShape, sameLeaf } from './config-leaves.ts'

/** Paths whose value is not the same in all of these configurations, in the order of the schema. One that some lack varies too. */
export function varyingKeys(configs: readonly RunConfig[]): readonly string[] {
  const [first, ...others] = configs
  if (first === undefined) return []
  const varying = new Set<string>()
  const known = new Set<string>()
  for (const shape of new Set(configs.map(configShape))) {
    for (const path of shape.paths) known.add(path)
  }
  const base = configLeaves(first)
  for (const config of others) {
    const leaves = configLeaves(config)
    for (const path of known) if (!varying.has(path) && !sameLeaf(leaves.get(path), base.get(path))) varying.add(path)
  }
  return [...known].filter((path) => varying.has(path))
}
