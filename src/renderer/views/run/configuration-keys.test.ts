import { describe, expect, test } from 'vitest'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import { configurationKeys, differences, differsInSubstance } from './configuration-keys.ts'

const config = RunConfig.parse({
  task: { kind: 'modular_table', modulus: 59 },
  split: { train_fraction: 0.4 },
  model: { kind: 'mlp', hidden: [200, 200] },
  optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 },
  steps: 2000,
})

describe('the keys of a configuration', () => {
  const keys = new Map(configurationKeys(config).map((key) => [key.path, key]))

  test('are named by path, as --set names them', () => {
    expect(keys.get('optimiser.weight_decay')?.value).toBe('1')
    expect(keys.get('optimiser.epsilon')?.value).toBe('1e-8')
    expect(keys.get('model.hidden')?.value).toBe('200, 200')
    expect(keys.get('model.init.kind')?.value).toBe('torch_default')
  })

  test('bring unit and help from the schema, through unions too', () => {
    expect(keys.get('optimiser.learning_rate')?.unit).toBe('per step')
    expect(keys.get('task.modulus')?.help).toContain('Size of the table')
    expect(keys.get('model.init.kind')?.help).toContain('Uniform')
    expect(keys.get('steps')?.unit).toBe('steps')
    expect(keys.get('model.init.scale')?.help).toContain('factor')
  })

  test('are written without a unit where they are pure numbers', () => {
    expect(keys.get('optimiser.beta1')?.unit).toBe('')
    expect(keys.get('seed')?.unit).toBe('')
  })
})

describe('differences', () => {
  test('name only what varies, with the value of the other', () => {
    const other = { ...config, seed: 3, optimiser: { ...config.optimiser, weight_decay: 2 } }
    expect(differences(other, config)).toEqual([
      { path: 'optimiser.weight_decay', value: '2', other: '1' },
      { path: 'seed', value: '3', other: '0' },
    ])
  })

  test('in seed and length leave the expectations standing; in substance they do not', () => {
    expect(differsInSubstance({ ...config, seed: 9, steps: 500 }, config)).toBe(false)
    expect(differsInSubstance({ ...config, split: { ...config.split, train_fraction: 0.5 } }, config)).toBe(true)
  })
})
