import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { eventIds } from '../../shared/schema/run.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { presets } from './index.ts'
import { runPreset, runPresets } from './run-presets.ts'

interface Evidence {
  readonly seeds: readonly number[]
  readonly events: Readonly<Record<string, Readonly<Record<string, number | null>>>>
  readonly medianCurves: Readonly<Record<string, { readonly steps: readonly number[]; readonly values: readonly number[] }>>
}

/** What scripts/expected-curves.ts found when it trained the preset. */
function evidenceOf(id: string): Evidence {
  return JSON.parse(readFileSync(new URL(`../../../resources/expected/${id}.json`, import.meta.url), 'utf8')) as Evidence
}

describe('presets', () => {
  test('ids are unique names for a command line', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length)
    for (const { id } of presets) expect(id).toMatch(/^[a-z][a-z0-9-]+$/)
  })

  test.each(runPresets.map((preset) => [preset.id, preset] as const))('%s is a valid configuration', (_, { config }) => {
    expect(RunConfig.parse(config).schema).toBe(1)
  })

  test.each(runPresets.map((preset) => [preset.id, preset] as const))('%s expects its events within its steps', (_, { config, expected }) => {
    for (const id of eventIds) {
      const [from, to] = expected[id] ?? [0, 0]
      expect(from).toBeLessThanOrEqual(to)
      expect(to).toBeLessThanOrEqual(config.steps)
    }
  })

  test.each(runPresets.map((preset) => [preset.id, preset] as const))('%s promises what its stored evidence shows', (id, { checkedSeeds, expected }) => {
    const { seeds, events } = evidenceOf(id)
    expect(checkedSeeds.length).toBeGreaterThan(0)
    expect(seeds).toEqual(checkedSeeds)
    for (const event of eventIds) {
      const steps = checkedSeeds.map((seed) => events[seed]?.[event] ?? null)
      const inAll = steps.filter((step) => step !== null)
      expect(expected[event]).toEqual(inAll.length === steps.length ? [Math.min(...inAll), Math.max(...inAll)] : undefined)
    }
  })

  // The acceptance figures of the two presets, written down before they were run here; tolerances from the spread of independent runs.
  test('pocket grok: of seeds 0 to 15 at least 15 pass 99 % of the tests between steps 400 and 800, over 8 times later than in training', () => {
    const { seeds, events, medianCurves } = evidenceOf('pocket-grok')
    expect(seeds).toHaveLength(16)
    const passed = seeds.filter((seed) => {
      const { train_acc_99: train, test_acc_99: late } = events[seed] ?? {}
      return train && late && late >= 400 && late <= 800 && late / train > 8
    })
    expect(passed.length).toBeGreaterThanOrEqual(15)
    const ipr = medianCurves['ipr']?.values ?? []
    expect(ipr.at(-1)! / ipr[0]!).toBeGreaterThan(2.5)
  })

  test('five-second grok: training is learnt by step 60, tests are under 5 % at step 400 and pass 95 % by step 1 300 in 3 of 4 seeds', () => {
    const { seeds, events, medianCurves } = evidenceOf('five-second-grok')
    expect(seeds).toHaveLength(4)
    for (const seed of seeds) expect(events[seed]?.['train_acc_100']).toBeLessThanOrEqual(60)
    expect(seeds.filter((seed) => (events[seed]?.['test_acc_95'] ?? Infinity) <= 1300).length).toBeGreaterThanOrEqual(3)
    const tests = medianCurves['test_accuracy']
    expect(tests?.values[tests.steps.findLastIndex((step) => step <= 400)]).toBeLessThan(0.05)
  })

  test('the reference run is the configuration of the design', () => {
    const reference = RunConfig.parse(runPreset('five-second-grok').config)
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
