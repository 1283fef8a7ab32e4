import { z } from 'zod'
import { RunConfig } from '../../../shared/schema/run-config.ts'

/** One key of a configuration, by its path (`optimiser.weight_decay`), as `--set` names it. */
export interface ConfigurationKey {
  readonly path: string
  readonly value: string
  readonly unit: string
  readonly help: string
}

/** The part of a JSON schema that this walk reads; `unit` and `help` come from the schema's own meta. */
interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly anyOf?: readonly SchemaNode[]
  readonly oneOf?: readonly SchemaNode[]
  readonly const?: unknown
  readonly unit?: string
  readonly help?: string
}

const schema = z.toJSONSchema(RunConfig, { io: 'output', unrepresentable: 'any' }) as SchemaNode

/** Of a union, the branch of this kind. */
function branchOf(node: SchemaNode | undefined, value: Readonly<Record<string, unknown>>): SchemaNode | undefined {
  const branches = node?.oneOf ?? node?.anyOf
  return branches ? branches.find((branch) => branch.properties?.['kind']?.const === value['kind']) : node
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as it is written on the command line: 1e-8, [200, 200], true. */
export function writeValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(writeValue).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The unit of a pure number is 1, and nobody writes "1 1". */
const shownUnit = (unit = '1'): string => (unit === '1' ? '' : unit)

/** Every key of a configuration in the order of its schema, with unit and help. */
export function configurationKeys(config: RunConfig): readonly ConfigurationKey[] {
  const walk = (value: unknown, node: SchemaNode | undefined, path: string): ConfigurationKey[] => {
    if (!isGroup(value)) return [{ path, value: writeValue(value), unit: shownUnit(node?.unit), help: node?.help ?? '' }]
    const branch = branchOf(node, value)
    const help = branch?.help ?? node?.help ?? ''
    return Object.entries(value).flatMap(([key, inner]) => {
      const keys = walk(inner, branch?.properties?.[key], path === '' ? key : `${path}.${key}`)
      // What a whole kind means stands beside the key that names it.
      return key === 'kind' ? keys.map((entry) => ({ ...entry, help: entry.help || help })) : keys
    })
  }
  return walk(config, schema, '')
}

export interface Difference {
  readonly path: string
  readonly value: string
  /** What the other one says; null where it lacks the key. */
  readonly other: string | null
}

/** Keys of a configuration whose value another one does not have. */
export function differences(config: RunConfig, other: RunConfig): readonly Difference[] {
  const others = new Map(configurationKeys(other).map((key) => [key.path, key.value]))
  return configurationKeys(config)
    .filter(({ path, value }) => others.get(path) !== value)
    .map(({ path, value }) => ({ path, value, other: others.get(path) ?? null }))
}

/** Keys that do not change what is expected of a run: another draw of the same experiment, longer, or logged otherwise. */
const immaterial = new Set(['seed', 'split.data_seed', 'steps', 'log.every_until', 'log.ratio', 'checkpoint.ratio', 'measures'])

/** Whether what is expected of one configuration says nothing about the other. */
export function differsInSubstance(config: RunConfig, other: RunConfig): boolean {
  return differences(config, other).some(({ path }) => !immaterial.has(path))
}
