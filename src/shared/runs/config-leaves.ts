import type { RunConfig } from '../schema/run-config.ts'

/** An end of a configuration: what stands at a path. Lists of plain values are one end. */
export type Leaf = string | number | boolean | null | readonly (string | number | boolean | null)[]

const kept = new WeakMap<RunConfig, ReadonlyMap<string, Leaf>>()

/** Every end of a configuration by its path, `optimiser.weight_decay`, in its own order; the place in a list is a part of the path. */
export function configLeaves(config: RunConfig): ReadonlyMap<string, Leaf> {
  let leaves = kept.get(config)
  if (leaves === undefined) {
    const found = new Map<string, Leaf>()
    walk(config, '', found)
    kept.set(config, (leaves = found))
  }
  return leaves
}

const isPlain = (value: unknown): value is string | number | boolean | null => value === null || typeof value !== 'object'

function walk(value: unknown, path: string, found: Map<string, Leaf>): void {
  if (isPlain(value)) found.set(path, value)
  else if (Array.isArray(value) && value.every(isPlain)) found.set(path, value)
  else for (const [key, inner] of Object.entries(value as object)) if (inner !== undefined) walk(inner, path === '' ? key : `${path}.${key}`, found)
}

/** Numbers compare exactly and −0 is 0; lists by element. Undefined is a key that is absent, which is not an empty one. */
export function sameLeaf(a: Leaf | undefined, b: Leaf | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => item === b[i])
  return a === b
}

/** The paths that a configuration has. Those of one kind have the same, so a question about a key is answered once for all of them. */
export interface Shape {
  readonly paths: readonly string[]
  /** The paths that end with this key: `weight_decay`, `optimiser.weight_decay`. */
  ending(key: string): readonly string[]
}

const shapes = new Map<string, Shape>()
const shapeOfConfig = new WeakMap<RunConfig, Shape>()

export function configShape(config: RunConfig): Shape {
  let shape = shapeOfConfig.get(config)
  if (shape === undefined) {
    const paths = [...configLeaves(config).keys()]
    const signature = paths.join('\n')
    shape = shapes.get(signature) ?? makeShape(paths)
    shapes.set(signature, shape)
    shapeOfConfig.set(config, shape)
  }
  return shape
}

function makeShape(paths: readonly string[]): Shape {
  const found = new Map<string, readonly string[]>()
  return {
    paths,
    ending(key) {
      let ends = found.get(key)
      if (ends === undefined) found.set(key, (ends = paths.filter((path) => path === key || `.${withoutPlaces(path)}`.endsWith(`.${key}`))))
      return ends
    },
  }
}

/** `optimiser.groups.0.weight_decay` as `optimiser.groups.weight_decay`: a question about a list is about any of its parts. */
export function withoutPlaces(path: string): string {
  return path.replace(/\.\d+(?=\.|$)/g, '')
}
