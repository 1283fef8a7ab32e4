import { describe, expect, test } from 'vitest'
import { RunConfig, type RunConfigInput } from '../../../shared/schema/run-config.ts'
import { compareConfigs, differBySeedOnly, leafText, shortNames } from './config-diff.ts'

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
  test('runs of one configuration keep their own names', () => {
    expect(shortNames(['first', 'again'], compareConfigs([config({}), config({})]))).toEqual(['first', 'again'])
  })
})
