import { describe, expect, test } from 'vitest'
import { eventIds } from '../../shared/schema/run.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { theoryById } from '../theory/index.ts'
import type { Member, Preset } from '../types.ts'
import { checked } from './checked.ts'
import { plans } from './claims/index.ts'
import { presets } from './index.ts'

const named = presets.map((preset) => [preset.id, preset] as const)

function membersOf(preset: Preset): readonly Member[] {
  switch (preset.kind) {
    case 'run':
      return [{ kind: 'run', name: preset.id, config: preset.config }]
    case 'continuation':
      return [preset.member]
    case 'set':
      return preset.members
    case 'theory':
      return []
  }
}

describe('presets', () => {
  test('ids are unique names for a command line', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length)
    for (const { id } of presets) expect(id).toMatch(/^[a-z0-9][a-z0-9-]+$/)
  })

  test.each(named)('%s says what it reproduces, shows and hides, in sentences', (_, preset) => {
    for (const text of [preset.tagline, preset.reproduces, preset.description, preset.lookAt, ...preset.traps]) {
      expect(text.length).toBeGreaterThan(20)
      expect(text).toMatch(/[.?]$/)
    }
    expect(preset.title.length).toBeLessThan(50)
    expect(preset.system).toMatch(/^[a-z-]+$/)
    if (!preset.isFaithful && preset.kind !== 'theory') expect(preset.reproduces).toMatch(/^(Ours|Fast variant|After)\b/)
  })

  test.each(named)('%s has valid configurations, each with a name of its own', (_, preset) => {
    const members = membersOf(preset)
    expect(new Set(members.map(({ name }) => name)).size).toBe(members.length)
    for (const member of members) if (member.kind === 'run') expect(RunConfig.parse(member.config).schema).toBe(1)
    if (preset.kind === 'theory') expect(theoryById(preset.theory).complete(preset.parameters)).toMatchObject(preset.parameters)
  })

  test.each(named)('%s goes on from a run that there is', (_, preset) => {
    const members = membersOf(preset)
    members.forEach((member, i) => {
      if (member.kind === 'run') return
      const isEarlier = members.slice(0, i).some(({ name }) => name === member.of)
      expect(isEarlier || presets.some(({ id, kind }) => id === member.of && kind === 'run')).toBe(true)
    })
  })

  test.each(named)('%s expects its events within its steps', (_, preset) => {
    if (preset.kind !== 'run') return
    for (const id of eventIds) {
      const [from, to] = preset.expected[id] ?? [0, 0]
      expect(from).toBeLessThanOrEqual(to)
      expect(to).toBeLessThanOrEqual(preset.config.steps)
    }
  })

  test('each has one plan of evidence, with claims that have names, and seeds unless it is theory', () => {
    expect(plans.map(({ preset }) => preset).toSorted()).toEqual(presets.map(({ id }) => id).toSorted())
    for (const { preset, seeds, claims } of plans) {
      expect(claims.length).toBeGreaterThan(0)
      expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length)
      for (const { claim, published } of claims) {
        expect(claim).toMatch(/\.$/)
        expect(published.length).toBeGreaterThan(0)
      }
      expect(seeds.length > 0).toBe(presets.find(({ id }) => id === preset)?.kind !== 'theory')
    }
  })

  test('a claim never holds of runs that are not there', () => {
    for (const { claims } of plans) for (const claim of claims) expect([claim.id, claim.check({ runs: [], theory: {} }).holds]).toEqual([claim.id, false])
  })

  test('what was checked is of presets that there are', () => {
    for (const id of Object.keys(checked)) expect(presets.map((preset) => preset.id)).toContain(id)
  })

  test('the reference run is the configuration of the design', () => {
    const reference = presets.find(({ id }) => id === 'five-second-grok')
    expect(reference?.kind === 'run' ? RunConfig.parse(reference.config) : null).toEqual({
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
