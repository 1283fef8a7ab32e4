import { formatInteger } from '../../../../figures/formats.ts'
import { at, isPart, put, type Draft, type Json } from './draft.ts'
import { branchOf, configSchema, couldHold, kindOf, meant, type SchemaNode } from './schema-node.ts'

/** How a value is written: `kind` switches the fields under it, `part` is there or not, `json` is a list of objects. */
export type FieldKind = 'number' | 'whole' | 'numbers' | 'truth' | 'choice' | 'kind' | 'part' | 'file' | 'text' | 'json'

/** One line of the form. */
export interface Field {
  /** As `--set` names it. */
  readonly path: string
  readonly label: string
  readonly kind: FieldKind
  /** How many parts it lies inside of, below its group. */
  readonly depth: number
  /** What stands there, or its default; undefined where it has to be written, or is off. */
  readonly value: Json | undefined
  readonly options: readonly string[]
  /** It may be left out, which is not the same as a default: it is off then. */
  readonly isOptional: boolean
  /** "above 0 and up to 1000": empty where anything may stand. */
  readonly range: string
  readonly unit: string
  readonly help: string
}

const words = (key: string): string => key.replaceAll('_', ' ')

/** Every line of the form for a draft, in the order of the schema. Keys that the kind which stands there does not have are not among them. */
export function fieldsOf(draft: Draft): readonly Field[] {
  return childrenOf(configSchema, draft, '', 0).filter(({ path }) => path !== 'schema')
}

function childrenOf(node: SchemaNode, value: Json | undefined, path: string, depth: number): readonly Field[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    if (key === 'kind') return []
    const isOptional = !(node.required ?? []).includes(key) && child.default === undefined && !(path === '' && alwaysThere.has(key))
    return fieldsAt(child, isPart(value) ? value[key] : undefined, path === '' ? key : `${path}.${key}`, depth, isOptional)
  })
}

/** Parts without a default of their own in the schema that are never off. */
const alwaysThere: ReadonlySet<string> = new Set(['task', 'split', 'model', 'optimiser', 'steps'])

function fieldsAt(node: SchemaNode, given: Json | undefined, path: string, depth: number, isOptional: boolean): readonly Field[] {
  const value = meant(node, given)
  const key = path.split('.').at(-1) ?? path
  const plain = { label: words(key), depth, value, options: [], isOptional, range: rangeOf(node), unit: node.unit === undefined || node.unit === '1' ? '' : node.unit, help: node.help ?? '' }

  if (node.oneOf !== undefined) {
    const branch = value === undefined ? null : branchOf(node, value)
    const kind = at(value, 'kind')
    const head: Field = { ...plain, path: `${path}.kind`, kind: 'kind', value: kind, options: node.oneOf.map(kindOf), help: branch?.help ?? node.help ?? '' }
    return [head, ...(branch === null ? [] : childrenOf(branch, value, path, depth + 1))]
  }
  if (node.type === 'object' && node.properties !== undefined) {
    const head: readonly Field[] = isOptional ? [{ ...plain, path, kind: 'part' }] : []
    return value === undefined && isOptional ? head : [...head, ...childrenOf(node, value, path, isOptional ? depth + 1 : depth)]
  }
  return [{ ...plain, path, ...shapeOf(node) }]
}

function shapeOf(node: SchemaNode): Pick<Field, 'kind'> & Partial<Pick<Field, 'options'>> {
  if (node.enum !== undefined) return { kind: 'choice', options: node.enum.map(String) }
  switch (node.type) {
    case 'integer':
      return { kind: 'whole' }
    case 'number':
      return { kind: 'number' }
    case 'boolean':
      return { kind: 'truth' }
    case 'array':
      return { kind: node.items?.type === 'integer' || node.items?.type === 'number' ? 'numbers' : 'json' }
    default:
      return { kind: node.pattern?.includes('{64}') === true ? 'file' : 'text' }
  }
}

const bound = (value: number): string => (Number.isInteger(value) ? formatInteger(value) : String(value))

function rangeOf(described: SchemaNode): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = described.type === 'array' && described.items !== undefined ? described.items : described
  const low = exclusiveMinimum !== undefined ? `above ${bound(exclusiveMinimum)}` : minimum !== undefined ? `from ${bound(minimum)}` : ''
  const high = exclusiveMaximum !== undefined ? `below ${bound(exclusiveMaximum)}` : maximum !== undefined ? `to ${bound(maximum)}` : ''
  return [low, high].filter((part) => part !== '').join(' ')
}

/** The schema of the part at a path, of the kinds that stand there. */
function nodeAt(draft: Draft, path: string): SchemaNode | null {
  let node: SchemaNode | null = configSchema
  let value: Json | undefined = draft
  for (const key of path.split('.')) {
    node = (branchOf(node, value)?.properties?.[key] as SchemaNode | undefined) ?? null
    if (node === null) return null
    value = meant(node, at(value, key))
  }
  return node
}

/**
 * The draft with another kind at a path (`optimiser`), or without the part for null. What the new kind can hold of what stood there
 * stays; what it needs and nobody wrote yet is missing, and said so.
 */
export function withKind(draft: Draft, path: string, kind: string | null): Draft {
  if (kind === null) return put(draft, path, undefined)
  const branch = nodeAt(draft, path)?.oneOf?.find((one) => kindOf(one) === kind)
  const before = at(draft, path)
  const kept = Object.entries(isPart(before) ? before : {}).filter(([key, value]) => {
    const child = branch?.properties?.[key]
    return key !== 'kind' && child !== undefined && couldHold(child, value)
  })
  return put(draft, path, { kind, ...Object.fromEntries(kept) })
}

/** The draft with an optional part that begins empty, or without it. */
export function withPart(draft: Draft, path: string, isThere: boolean): Draft {
  return put(draft, path, isThere ? {} : undefined)
}
