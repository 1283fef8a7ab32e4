import { fileKeys } from './config/file.ts'
import type { RunConfig } from './run-config.ts'

/** Data that the lab brings along, in `resources/data`, by the names that `filesOf` gives. */
export const bundledFiles = ['digits-images', 'digits-labels', 'mnist-images', 'mnist-labels'] as const
export type BundledFile = (typeof bundledFiles)[number]

export function isBundled(name: string): name is BundledFile {
  return (bundledFiles as readonly string[]).includes(name)
}

/** What a configuration needs beside itself: names of bundled data, and the SHA-256 of files of the user; each once. */
export function filesOf(config: RunConfig): readonly string[] {
  const { task } = config
  const bundled = task.kind === 'images' && task.data !== 'idx' ? [`${task.data}-images`, `${task.data}-labels`] : []
  const own = Object.keys(fileKeys).flatMap((path) => {
    const value = path.split('.').reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined), config)
    return typeof value === 'string' ? [value] : []
  })
  return [...new Set([...bundled, ...own])]
}
