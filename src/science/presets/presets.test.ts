import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { eventIds } from '../../shared/schema/run.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { presets } from './index.ts'

describe('presets', () => {
  test('ids are unique names for a command line', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length)
    for (const { id } of presets) expect(id).toMatch(/^[a-z][a-z0-9-]+$/)
  })

  test.each(presets.map((preset) => [preset.id, preset] as const))('%s is a valid configuration', (_, { config }) => {
    expect(RunConfig.parse(config).schema).toBe(1)
  })

  test.each(presets.map((preset) => [preset.id, preset] as const))('%s expects its events within its steps', (_, { config, expected }) => {
    for (const id of eventIds) {
      const [from, to] = expected[id] ?? [0, 0]
      expect(from).toBeLessThanOrEqual(to)
      expect(to).toBeLessThanOrEqual(config.steps)
    }
  })

  const checked = presets.filter(({ checkedSeeds }) => checkedSeeds.length > 0)
  test.each(checked.map((preset) => [preset.id, preset] as const))('%s promises what its stored evidence shows', (id, { checkedSeeds, expected }) => {
    const evidence = JSON.parse(readFileSync(new URL(`../../../resources/expected/${id}.json`, import.meta.url), 'utf8')) as {
      seeds: number[]
      events: Record<string, Record<string, number | null>>
    }
    expect(evidence.seeds).toEqual(checkedSeeds)
    for (const event of eventIds) {
      const steps = checkedSeeds.map((seed) => evidence.events[seed]?.[event] ?? null)
      const inAll = steps.filter((step) => step !== null)
      expect(expected[event]).toEqual(inAll.length === steps.length ? [Math.min(...inAll), Math.max(...inAll)] : undefined)
    }
  })

  test('the reference run is the configuration of the design', () => {
    const reference = RunConfig.parse(presets.find(({ id }) => id === 'five-second-grok')?.config)
    expect(reference).toEqual({
      schema: 1,
      task: { kind: 'modular_table', operator: 'add', modulus: 59, ordered: true },
      split: { train_fraction: 0.4, data_seed: 0 },
      model: { kind: 'mlp', input: 'one_hot_pair', hidden: [200, 200], activation: 'relu', bias: false, init: { kind: 'torch_default', scale: 1 } },
      loss: { kind: 'cross_entropy', form: 'exact_gradient' },
      optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1, beta1: 0.9, beta2: 0.98, epsilon: 1e-8, warmup_steps: 0 },
      batch: { kind: 'full' },
      precision: 'f32',
      seed: 0,
      steps: 2000,
      log: { every_until: 100, ratio: 1.05 },
      checkpoint: { ratio: 1.05 },
      measures: ['weight_norm', 'fourier_power'],
    })
  })
})
