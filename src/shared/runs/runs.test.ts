import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuery } from '../query/parse.ts'
import { matchesQuery } from '../query/matches.ts'
import { tellingNames } from './differing-names.ts'
import { seedGroups } from './seed-groups.ts'
import { spreadOf } from './statistics.ts'
import { sampleConfig, sampleRun } from './testing/sample-runs.ts'
import { varyingKeys } from './varying-keys.ts'

describe('the spread of several values', () => {
  test('is that of the closed numbers, with n − 1', () => {
    // Steps of test ≥ 99 % of five seeds of the five-second grok: mean 6551/5, sum of squares by hand 115 866.8.
    const spread = spreadOf([1286, 1325, 1041, 1493, 1406])
    expect(spread?.mean).toBeCloseTo(1310.2, 9)
    expect(spread?.deviation).toBeCloseTo(Math.sqrt(115_866.8 / 4), 9)
    expect(spreadOf([1, 2, 3, 4])).toEqual({ n: 4, missing: 0, mean: 2.5, deviation: Math.sqrt(5 / 3), least: 1, most: 4 })
  })
  test('of one value has no deviation, of none does not exist, and what is not a finite number is counted apart', () => {
    expect(spreadOf([7])).toMatchObject({ n: 1, mean: 7, deviation: null })
    expect(spreadOf([null, NaN])).toBeNull()
    expect(spreadOf([3, null, Infinity, 5])).toMatchObject({ n: 2, missing: 2, mean: 4, deviation: Math.SQRT2 })
  })
  test('does not drown in a large mean', () => {
    expect(spreadOf([1e9 + 1, 1e9 + 2, 1e9 + 3])?.deviation).toBeCloseTo(1, 6)
  })
  test('moves and scales with its values', () => {
    const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 40 })
    fc.assert(fc.property(values, fc.integer({ min: -1e6, max: 1e6 }), (xs, shift) => {
      const a = spreadOf(xs)
      const b = spreadOf(xs.map((x) => 2 * x + shift))
      expect(b?.mean).toBeCloseTo(2 * (a?.mean ?? NaN) + shift, 3)
      expect(b?.deviation).toBeCloseTo(2 * (a?.deviation ?? NaN), 3)
    }))
  })
})

describe('names by the keys that differ', () => {
  const configs = [113, 59].flatMap((modulus) => [1, 0.3].flatMap((decay) => [0, 2].map((seed) => sampleConfig({ 'task.modulus': modulus, 'optimiser.weight_decay': decay, seed }))))
  test('say those keys and no other, the seed last', () => {
    expect(varyingKeys(configs)).toEqual(['task.modulus', 'optimiser.weight_decay', 'seed'])
    expect(tellingNames(configs)).toContain('p=113 wd=0.3 s=2')
    expect(new Set(tellingNames(configs)).size).toBe(8)
  })
  test('are queries that find the run they name', () => {
    const runs = configs.map((_, i) => sampleRun({ 'task.modulus': i < 4 ? 113 : 59, 'optimiser.weight_decay': i % 4 < 2 ? 1 : 0.3, seed: i % 2 === 0 ? 0 : 2 }))
    tellingNames(runs.map(({ run }) => run.config)).forEach((name, i) => {
      const { placed, problems } = parseQuery(name)
      expect(problems).toEqual([])
      expect(runs.filter((run) => matchesQuery(placed.map(({ condition }) => condition), run))).toEqual([runs[i]])
    })
  })
  test('leave out how long a run trained unless nothing else differs, and are empty where nothing does', () => {
    expect(tellingNames([sampleConfig({ seed: 1, steps: 60 }), sampleConfig({ seed: 2, steps: 90 })])).toEqual(['s=1', 's=2'])
    expect(tellingNames([sampleConfig({ steps: 60 }), sampleConfig({ steps: 90 })])).toEqual(['steps=60', 'steps=90'])
    expect(tellingNames([sampleConfig(), sampleConfig()])).toEqual(['', ''])
  })
  test('say no more keys than it takes', () => {
    expect(tellingNames([sampleConfig({ 'model.hidden': [10, 20], 'optimiser.weight_decay': 2 }), sampleConfig()])).toEqual(['width=10,20', 'width=200'])
    expect(tellingNames(configs, (path) => path === 'task.modulus')).toContain('wd=0.3 s=2')
  })
  test('a key that another kind lacks varies', () => {
    const names = tellingNames([sampleConfig({ optimiser: { kind: 'sgd', learning_rate: 0.01, momentum: 0.9 } }), sampleConfig()])
    expect(names[0]).toBe('kind=sgd')
  })
})

test('runs that differ by their seeds only are one group, in the order of the first of each', () => {
  const runs = [1, 2].flatMap((seed) => [1, 0.3].map((decay) => sampleRun({ 'optimiser.weight_decay': decay, seed, 'split.data_seed': seed }).run))
  const groups = seedGroups(runs)
  expect(groups.map((group) => group.map(({ config }) => [config.optimiser.weight_decay, config.seed]))).toEqual([[[1, 1], [1, 2]], [[0.3, 1], [0.3, 2]]])
})
