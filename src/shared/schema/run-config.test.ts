import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { RunConfig } from './run-config.ts'

/** What a JSON schema says about one key, as far as numbers go. */
interface Node {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly unit?: string
  readonly help?: string
  readonly const?: unknown
  readonly items?: Node
  readonly properties?: Readonly<Record<string, Node>>
  readonly oneOf?: readonly Node[]
  readonly anyOf?: readonly Node[]
}

type Numbers = readonly (Node & { readonly path: string })[]

/** Every number of a schema, over all kinds; entries of a list have the unit and help of their list. */
function numbersOf(schema: z.ZodType): Numbers {
  const walk = (node: Node, path: string): Numbers => [
    ...((node.type === 'number' || node.type === 'integer') && node.const === undefined ? [{ path, ...node }] : []),
    ...[...(node.oneOf ?? []), ...(node.anyOf ?? [])].flatMap((option) => walk(option, path)),
    ...Object.entries(node.properties ?? {}).flatMap(([key, child]) => walk(child, path === '' ? key : `${path}.${key}`)),
    ...(node.items ? walk({ ...(node.unit ? { unit: node.unit } : {}), ...(node.help ? { help: node.help } : {}), ...node.items }, `${path}[]`) : []),
  ]
  return walk(z.toJSONSchema(schema, { io: 'input' }) as Node, '')
}

/** A bound that somebody chose: every whole number of zod ends where doubles stop being exact. */
const isChosen = (bound: number | undefined): boolean => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER

const lacking = (schema: z.ZodType): readonly string[] =>
  numbersOf(schema).flatMap(({ path, minimum, maximum, exclusiveMinimum, exclusiveMaximum, unit, help }) => [
    ...(isChosen(minimum) || isChosen(exclusiveMinimum) ? [] : [`${path}: no least value`]),
    ...(isChosen(maximum) || isChosen(exclusiveMaximum) ? [] : [`${path}: no largest value`]),
    ...(unit ? [] : [`${path}: no unit`]),
    ...(help ? [] : [`${path}: no help`]),
  ])

describe('the numbers of a configuration', () => {
  test('have a range, a unit and a sentence of help each', () => {
    expect(numbersOf(RunConfig).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['task.modulus', 'split.data_seed', 'model.hidden[]', 'model.init.scale', 'optimiser.epsilon', 'batch.size', 'log.ratio', 'checkpoint.ratio', 'steps']),
    )
    expect(lacking(RunConfig)).toEqual([])
  })

  test('would be found without them', () => {
    const careless = z.strictObject({ list: z.array(z.int().min(0)), inner: z.union([z.strictObject({ x: z.number().lt(3).meta({ unit: '1', help: 'X.' }) })]).prefault({ x: 1 }) })
    expect(lacking(careless)).toEqual(['list[]: no largest value', 'list[]: no unit', 'list[]: no help', 'inner.x: no least value'])
  })
})
