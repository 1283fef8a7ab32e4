import { z } from 'zod'
import { RunConfig } from '../../../../shared/schema/run-config.ts'
import { at, isPart, type Json } from './draft.ts'

/** What the JSON schema of a configuration says of one key, as far as a form needs it. `unit` and `help` are the schema's own. */
export interface SchemaNode {
  readonly type?: string
  readonly const?: Json
  readonly enum?: readonly Json[]
  readonly default?: Json
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly items?: SchemaNode
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[]
  readonly oneOf?: readonly SchemaNode[]
  readonly anyOf?: readonly SchemaNode[]
  readonly unit?: string
  readonly help?: string
}

/** What a person may write: defaults may be left out. */
export const configSchema = z.toJSONSchema(RunConfig, { io: 'input' }) as SchemaNode

export const kindOf = (node: SchemaNode): string => String(node.properties?.['kind']?.const ?? '')

/** Of a part with kinds, the one that this value is; the part itself where it has no kinds, null where the kind is none of them. */
export function branchOf(node: SchemaNode, value: Json | undefined): SchemaNode | null {
  if (node.oneOf === undefined) return node
  const kind = at(value, 'kind')
  return node.oneOf.find((branch) => branch.properties?.['kind']?.const === kind) ?? null
}

/** What stands at a key, or what it means to leave it out. */
export function meant(node: SchemaNode, value: Json | undefined): Json | undefined {
  return value ?? node.default
}

/** Whether a value could stand under a key of this schema: of its type, and one of its choices. */
export function couldHold(node: SchemaNode, value: Json): boolean {
  if (node.enum !== undefined) return node.enum.includes(value)
  if (node.oneOf !== undefined) return isPart(value) && branchOf(node, value) !== null
  switch (node.type) {
    case 'integer':
      return Number.isInteger(value)
    case 'array':
      return Array.isArray(value) && value.every((entry) => node.items === undefined || couldHold(node.items, entry as Json))
    case 'object':
      return isPart(value)
    default:
      return typeof value === node.type
  }
}
