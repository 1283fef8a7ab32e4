import { z } from 'zod'
import { editDistance } from '../closest.ts'
import { RunConfig } from './run-config.ts'

/** What a JSON schema says about one key, as far as sentences need it. */
interface Described {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Described
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Described>>
  readonly oneOf?: readonly Described[]
  readonly anyOf?: readonly Described[]
  readonly unit?: string
}

/**
 * Every key of a configuration by its path, with what may stand there: over all kinds, so `batch.size` is a key although
 * a full batch has none. A key that several kinds have is listed once a kind.
 */
const schema = z.toJSONSchema(RunConfig, { io: 'input' }) as Described
const fields: ReadonlyMap<string, readonly Described[]> = collect(schema)

function collect(root: Described): Map<string, readonly Described[]> {
  const found = new Map<string, Described[]>()
  const walk = (node: Described, path: string): void => {
    for (const option of node.oneOf ?? []) walk(option, path)
    for (const [name, child] of Object.entries(node.properties ?? {})) {
      const at = path === '' ? name : `${path}.${name}`
      found.set(at, [...(found.get(at) ?? []), child])
      walk(child, at)
    }
  }
  walk(root, '')
  return found
}

export const isKey = (path: string): boolean => fields.has(path)

/** The key that was probably meant: the same last name somewhere else, or the fewest letters changed. */
export function nearestKey(path: string): string {
  const last = path.split('.').at(-1) ?? path
  const cost = (key: string): number => Math.min(editDistance(path, key), editDistance(last, key.split('.').at(-1) ?? key) + 0.5)
  return [...fields.keys()].reduce((best, key) => (cost(key) < cost(best) ? key : best))
}

/** The kinds among which this value is one, or all of them where its kind is none. */
function kindsOf({ oneOf: options = [] }: Described, value: unknown): readonly Described[] {
  const kind = child(value, 'kind')
  const own = options.filter(({ properties }) => properties?.['kind']?.const === kind)
  return own.length > 0 ? own : options
}

/** What may stand at a path of this configuration: keys have another meaning in each kind. */
function fieldsAt(node: Described, [name, ...rest]: readonly string[], value: unknown): readonly Described[] {
  if (name === undefined) return [node]
  if (node.oneOf !== undefined) return kindsOf(node, value).flatMap((kind) => fieldsAt(kind, [name, ...rest], value))
  const next = node.items !== undefined && /^\d+$/.test(name) ? node.items : node.properties?.[name]
  return next === undefined ? [] : fieldsAt(next, rest, child(value, name))
}

function child(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

/** "a whole number from 2 to 512", with the unit, for a key of this configuration; null for a key that is not one value. */
export function allowed(path: string, configuration: unknown): string | null {
  const described = fieldsAt(schema, path.replace(/\.\d+$/, '').split('.'), configuration)
  const kinds = described.flatMap((d) => (d.const === undefined ? [] : [JSON.stringify(d.const)]))
  if (kinds.length > 0) return oneOf([...new Set(kinds)])
  const [first] = described
  if (first === undefined) return null
  if (first.oneOf !== undefined) return `an object whose kind is ${oneOf(first.oneOf.flatMap((o) => JSON.stringify(o.properties?.['kind']?.const) ?? []))}`
  const unit = first.unit === undefined || first.unit === '1' ? '' : ` (${first.unit})`
  return `${value(first)}${unit}`
}

function value(d: Described): string {
  if (d.anyOf !== undefined) return d.anyOf.map(value).join(' or ')
  if (d.enum !== undefined) return oneOf(d.enum.map((v) => JSON.stringify(v)))
  switch (d.type) {
    case 'integer':
      return `a whole number ${range(d)}`
    case 'number':
      return `a number ${range(d)}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return `a list of ${d.minItems ?? 0} to ${d.maxItems ?? 'any number of'} entries, each ${d.items === undefined ? 'a value' : value(d.items)}`
    case 'object':
      return `an object with the keys ${Object.keys(d.properties ?? {}).join(', ')}`
    default:
      if (d.pattern?.includes('{64}') === true) return 'the SHA-256 of a file that the lab has; the command line takes a path'
      return d.pattern === undefined ? 'text' : 'a name of small letters and _'
  }
}

function range(d: Described): string {
  const low = d.exclusiveMinimum === undefined ? `from ${d.minimum}` : `above ${d.exclusiveMinimum}`
  const high = d.exclusiveMaximum === undefined ? (d.exclusiveMinimum === undefined ? `to ${d.maximum}` : `and up to ${d.maximum}`) : `and below ${d.exclusiveMaximum}`
  return `${low} ${high}`
}

function oneOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
