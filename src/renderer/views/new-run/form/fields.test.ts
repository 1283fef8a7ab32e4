import { describe, expect, test } from 'vitest'
import { RunConfig } from '../../../../shared/schema/run-config.ts'
import { asDraft, at, put, same, type Draft } from './draft.ts'
import { fieldsOf, withKind, withPart } from './fields.ts'
import { groupsOf, matching } from './groups.ts'

const base: Draft = asDraft(RunConfig.parse({
  task: { kind: 'modular_table', modulus: 59 },
  split: { train_fraction: 0.4 },
  model: { kind: 'mlp', hidden: [200, 200] },
  optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 },
  steps: 2000,
}))
const field = (draft: Draft, path: string) => fieldsOf(draft).find((one) => one.path === path)

describe('the form of a configuration', () => {
  test('has a line for every key that the schema has for the kinds that stand there, with unit, range and help', () => {
    expect(field(base, 'optimiser.weight_decay')).toMatchObject({ kind: 'number', value: 1, unit: 'per step, times the learning rate', range: expect.stringMatching(/^from 0 to 1.000$/) as string, help: expect.stringContaining('pulls the weights') as string })
    expect(field(base, 'split.train_fraction')).toMatchObject({ kind: 'number', range: 'above 0 below 1', isOptional: true })
    expect(field(base, 'model.hidden')).toMatchObject({ kind: 'numbers', value: [200, 200], unit: 'neurons' })
    expect(field(base, 'model.init.kind')).toMatchObject({ kind: 'kind', value: 'torch_default', depth: 1 })
    expect(field(base, 'model.init.scale')).toMatchObject({ value: 1, depth: 2 })
    expect(field(base, 'split.file')).toMatchObject({ kind: 'file', value: undefined })
    expect(field(base, 'task.operator')).toMatchObject({ kind: 'choice', value: 'add' })
    expect(field(base, 'steps')).toMatchObject({ kind: 'whole', isOptional: false })
  })

  test('every written key has a line, in exactly one group', () => {
    const lines = fieldsOf(base).map(({ path }) => path)
    expect(new Set(lines).size).toBe(lines.length)
    expect(groupsOf(fieldsOf(base)).flatMap(({ fields }) => fields.map(({ path }) => path)).toSorted()).toEqual(lines.toSorted())
    const keys = (value: Draft, path = ''): string[] =>
      Object.entries(value).flatMap(([key, inner]) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? keys(inner as Draft, `${path}${key}.`) : [`${path}${key}`]))
    expect(keys(base).filter((key) => key !== 'schema' && !lines.includes(key))).toEqual([])
  })

  test('another kind has other fields; what it can hold of the former stays, what it needs is missing', () => {
    const sgd = withKind(base, 'optimiser', 'sgd')
    expect(sgd['optimiser']).toEqual({ kind: 'sgd', learning_rate: 0.01, weight_decay: 1, warmup_steps: 0 })
    expect(field(sgd, 'optimiser.momentum')).toMatchObject({ value: 0 })
    expect(field(sgd, 'optimiser.beta1')).toBeUndefined()
    const parity = withKind(base, 'task', 'sparse_parity')
    expect(parity['task']).toEqual({ kind: 'sparse_parity' })
    expect(field(parity, 'task.rows')).toMatchObject({ value: undefined, isOptional: false })
  })

  test('what is off can be put on, and off again', () => {
    expect(field(base, 'filter.kind')).toMatchObject({ kind: 'kind', value: undefined, isOptional: true })
    const grokfast = withKind(base, 'filter', 'grokfast_ema')
    expect(field(grokfast, 'filter.alpha')).toMatchObject({ value: 0.98 })
    expect(same(withKind(grokfast, 'filter', null), base)).toBe(true)
    expect(field(base, 'optimiser.cosine')).toMatchObject({ kind: 'part', value: undefined })
    expect(field(withPart(base, 'optimiser.cosine', true), 'optimiser.cosine.final_share')).toMatchObject({ value: 0.1 })
  })

  test('a configuration survives the form: what is not touched stays as it is', () => {
    const again = put(put(base, 'seed', 4), 'seed', at(base, 'seed'))
    expect(RunConfig.parse(again)).toEqual(RunConfig.parse(base))
  })

  test('a search looks into keys and help', () => {
    expect(matching(fieldsOf(base), 'weight decay').map(({ path }) => path)).toEqual(['optimiser.weight_decay', 'optimiser.decay'])
    expect(matching(fieldsOf(base), 'checkpoint').map(({ path }) => path)).toContain('checkpoint.ratio')
    expect(matching(fieldsOf(base), 'zebra')).toEqual([])
  })
})
