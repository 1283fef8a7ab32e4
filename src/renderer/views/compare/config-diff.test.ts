import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RunConfig, type RunConfigInput } from '../../../shared/schema/run-config.ts'
import { changedElements, compareConfigs, differBySeedOnly, groupNames, leafText, leavesText, sameLeaf, shortNames, type Leaf } from './config-diff.ts'

const base: RunConfigInput = {
  task: { kind: 'modular_table', modulus: 59 },
  split: { train_fraction: 0.4 },
  model: { kind: 'mlp', hidden: [200, 200] },
  optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 },
  steps: 2000,
}
const config = (change: Partial<RunConfigInput>) => RunConfig.parse({ ...base, ...change })
const varying = (...configs: RunConfig[]) => compareConfigs(configs).filter(({ varies }) => varies).map(({ key, values }) => [key, values])

describe('differences between configurations', () => {
  test('equal configurations have none, and every key is still listed', () => {
    expect(varying(config({}), config({}))).toEqual([])
    expect(compareConfigs([config({})]).map(({ key }) => key)).toContain('optimiser.weight_decay')
  })
  test('a nested key is named by its path, as --set names it', () => {
    expect(varying(config({}), config({ optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 8 } }))).toEqual([['optimiser.weight_decay', [1, 8]]])
  })
  test('lists are compared by element and shown as one value', () => {
    expect(varying(config({}), config({ model: { kind: 'mlp', hidden: [200, 200] } }))).toEqual([])
    expect(varying(config({}), config({ model: { kind: 'mlp', hidden: [200, 100] } }))).toEqual([['model.hidden', [[200, 200], [200, 100]]]])
    expect(leafText([200, 100])).toBe('[200, 100]')
  })
  test('entries with keys of their own are compared by what they say', () => {
    const measured = (top: number) => config({ measures: ['weight_norm', { id: 'neuron_norms', parameters: { top } }] })
    expect(varying(measured(8), measured(8))).toEqual([])
    const [[key, values] = []] = varying(measured(8), measured(4))
    expect(key).toBe('measures')
    expect(leafText((values as readonly string[][])[1])).toBe('[weight_norm, {"id":"neuron_norms","parameters":{"top":4}}]')
  })
  test('a key that one run lacks varies and is a dash, not nothing', () => {
    const rows = compareConfigs([config({}), config({ batch: { kind: 'minibatch', size: 32 } })]).filter(({ varies }) => varies)
    expect(rows.map(({ key, values }) => [key, values.map(leafText)])).toEqual([['batch.kind', ['full', 'minibatch']], ['batch.size', ['–', '32']]])
  })
})

describe('equality is typed', () => {
  const differ = (a: object, b: object) => compareConfigs([a, b]).filter(({ varies }) => varies).map(({ key }) => key)
  test('a number is not its text, and rounding of the last digit is no difference', () => {
    expect(differ({ x: 1 }, { x: '1' })).toEqual(['x'])
    expect(differ({ x: 0.1 + 0.2 }, { x: 0.3 })).toEqual([])
    expect(differ({ x: 1e-3 }, { x: 1.0001e-3 })).toEqual(['x'])
  })
  test('−0 is 0, NaN is NaN, and infinities have a sign', () => {
    expect(differ({ x: -0 }, { x: 0 })).toEqual([])
    expect(differ({ x: Number.NaN }, { x: Number.NaN })).toEqual([])
    expect(differ({ x: Infinity }, { x: -Infinity })).toEqual(['x'])
    expect(differ({ x: Infinity }, { x: 1e308 })).toEqual(['x'])
  })
  test('missing, null, empty text, empty list and empty object are five things', () => {
    const all = [{}, { x: null }, { x: '' }, { x: [] }, { x: {} }]
    for (const a of all) for (const b of all) expect(differ({ ...a, y: 1 }, { ...b, y: 1 })).toEqual(a === b ? [] : ['x'])
    expect(compareConfigs(all)[0]?.values.map(leafText)).toEqual(['–', 'null', '""', '[]', '{}'])
  })
  test('keys are paths, and a dot inside a key is told from one between keys', () => {
    expect(compareConfigs([{ a: { b: { c: 1 } } }, { 'a.b': { c: 2 } }]).map(({ key }) => key)).toEqual(['a.b.c', 'a\\.b.c'])
  })
  test('the elements of a list that differ are found', () => {
    expect(changedElements([200, 100, 50], [200, 200])).toEqual([1, 2])
    expect(changedElements([0.1 + 0.2, -0], [0.3, 0])).toEqual([])
  })
  test('sameness is symmetric and holds of a value and itself', () => {
    const leaf = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.double()), fc.constant({}))
    fc.assert(fc.property(leaf, leaf, (a, b) => {
      expect(sameLeaf(a as Leaf, a as Leaf)).toBe(true)
      expect(sameLeaf(a as Leaf, b as Leaf)).toBe(sameLeaf(b as Leaf, a as Leaf))
    }))
  })
})

describe('groups', () => {
  const runs = [1, 2, 3].flatMap((seed) => [1e-3, 3e-3].map((learning_rate) => config({ seed, optimiser: { kind: 'adamw', learning_rate, weight_decay: 1 } })))
  const rows = compareConfigs(runs)
  test('groups are named without their seeds', () => {
    expect(groupNames([0, 1], rows)).toEqual(['lr 0.001', 'lr 0.003'])
  })
  test('what several runs say is written once each, with its count', () => {
    expect(leavesText(rows.find(({ key }) => key === 'optimiser.learning_rate')?.values ?? [])).toBe('0.001 (3), 0.003 (3)')
    expect(leavesText([1, 2, 3])).toBe('1, 2, 3')
    expect(leavesText([5, 5])).toBe('5')
    expect(leavesText([undefined, 4, 4])).toBe('– (1), 4 (2)')
  })
})

test('fifty runs of two hundred keys are compared at once', () => {
  const wide = Array.from({ length: 50 }, (_, run) => Object.fromEntries(Array.from({ length: 200 }, (_, k) => [`group_${k % 10}`, k]).map(([group], k) => [`${String(group)}_${k}`, { value: k < 3 ? run + k : k, list: [k, k + 1] }])))
  const rows = compareConfigs(wide)
  expect(rows).toHaveLength(400)
  expect(rows.filter(({ varies }) => varies).map(({ key }) => key)).toEqual(['group_0_0.value', 'group_1_1.value', 'group_2_2.value'])
})

test('runs that differ by seeds only are repeats, others are not', () => {
  expect(differBySeedOnly(compareConfigs([config({ seed: 1 }), config({ seed: 2, split: { train_fraction: 0.4, data_seed: 3 } })]))).toBe(true)
  expect(differBySeedOnly(compareConfigs([config({ seed: 1 }), config({ seed: 2, steps: 100 })]))).toBe(false)
})

describe('runs are named by what differs', () => {
  test('one or two varying keys become the name', () => {
    expect(shortNames(['a', 'b'], compareConfigs([config({ seed: 1 }), config({ seed: 2 })]))).toEqual(['seed 1', 'seed 2'])
    const decay = (weight_decay: number) => config({ seed: 1, optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay } })
    expect(shortNames(['a', 'b'], compareConfigs([decay(0.3), decay(8)]))).toEqual(['wd 0.3', 'wd 8'])
  })
  test('the number of steps names a run only where nothing else does', () => {
    expect(shortNames(['a', 'b'], compareConfigs([config({ seed: 1, steps: 700 }), config({ seed: 2 })]))).toEqual(['seed 1', 'seed 2'])
    expect(shortNames(['a', 'b'], compareConfigs([config({ steps: 700 }), config({})]))).toEqual(['steps 700', 'steps 2000'])
  })
  test('of keys that go together one is enough, and seeds come last', () => {
    const made = [
      config({ seed: 1 }), config({ seed: 2 }),
      ...[1, 2].map((weight_decay) => config({ seed: 1, task: { kind: 'modular_table', modulus: 31 }, model: { kind: 'mlp', hidden: [256] }, optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay } })),
    ]
    expect(shortNames(['a', 'b', 'c', 'd'], compareConfigs(made))).toEqual(['p 59 · wd 1 · seed 1', 'p 59 · wd 1 · seed 2', 'p 31 · wd 1 · seed 1', 'p 31 · wd 2 · seed 1'])
    expect(groupNames([0, 2, 3], compareConfigs(made))).toEqual(['p 59 · wd 1', 'p 31 · wd 1', 'p 31 · wd 2'])
  })
  test('runs of one configuration keep their own names', () => {
    expect(shortNames(['first', 'again'], compareConfigs([config({}), config({})]))).toEqual(['first', 'again'])
  })
})
