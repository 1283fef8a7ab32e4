import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { presets } from '../src/science/presets/index.ts'
import { plans } from '../src/science/presets/claims/index.ts'
import { checkedText, expectedEvents } from '../scripts/evidence/checked.ts'
import { evidenceText } from '../scripts/evidence/document.ts'
import { keptPresets, readKept } from '../scripts/evidence/kept.ts'
import { configHash, provenanceOf, runsFor } from '../scripts/evidence/provenance.ts'
import { staleness } from '../scripts/evidence/stale.ts'

const root = join(import.meta.dirname, '..')
const text = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8')
const planOf = (id: string) => plans.find(({ preset }) => preset === id)!
const presetOf = (id: string) => presets.find((preset) => preset.id === id)!

describe('kept evidence', () => {
  test.each(keptPresets())('%s was made of the configuration, program, first state and claims of today', async (id) => {
    expect(presets.map((preset) => preset.id)).toContain(id)
    expect(await staleness(presetOf(id), planOf(id), readKept(id))).toBeNull()
  }, 120_000)

  test('the promises of the presets and the page are what it says', () => {
    expect(text('src', 'science', 'presets', 'checked.ts')).toBe(checkedText(keptPresets().map((id) => readKept(id)!)))
    expect(text('docs', 'science', 'evidence.md').trimEnd()).toBe(evidenceText().trimEnd())
  })

  test('of a run it has every seed, and a ghost line', () => {
    for (const id of keptPresets()) {
      const kept = readKept(id)!
      if (kept.theory !== null) continue
      expect(new Set(kept.runs.map(({ seed }) => seed))).toEqual(new Set(kept.seeds))
      const ghost = JSON.parse(text('resources', 'expected', `${id}.json`)) as { medianCurves?: object; members?: object }
      expect(Object.keys(ghost.medianCurves ?? ghost.members ?? {}).length).toBeGreaterThan(0)
    }
  })
})

describe('staleness', () => {
  const kept = readKept('pocket-grok')!
  const [preset, plan] = [presetOf('pocket-grok'), planOf('pocket-grok')]

  test('a changed configuration, program, first state, claim or seed is noticed', async () => {
    if (preset.kind !== 'run') throw new Error('Pocket grok is a run.')
    const [now] = await Promise.all(runsFor(preset, 0).map(provenanceOf))
    const altered = (part: object) => ({ ...kept, runs: kept.runs.map((run) => (run.seed === 0 ? { ...run, ...now, ...part } : run)) })
    expect(await staleness(preset, plan, altered({}))).toBeNull()
    expect(await staleness({ ...preset, config: { ...preset.config, steps: 1001 } }, plan, kept)).toMatch(/configuration/)
    expect(await staleness(preset, plan, altered({ program: 'other' }))).toMatch(/program/)
    expect(await staleness(preset, plan, altered({ start: 'other' }))).toMatch(/first weights/)
    expect(await staleness(preset, { ...plan, claims: plan.claims.slice(1) }, kept)).toMatch(/claims/)
    expect(await staleness(preset, { ...plan, seeds: [0] }, kept)).toMatch(/seeds/)
    expect(await staleness(preset, plan, null)).toMatch(/never run/)
  })

  test('the order of keys is no change', () => {
    expect(configHash({ a: 1, b: { c: 2, d: [3, { e: 4, f: 5 }] } })).toBe(configHash({ b: { d: [3, { f: 5, e: 4 }], c: 2 }, a: 1 }))
    expect(configHash({ a: 1 })).not.toBe(configHash({ a: 2 }))
  })

  test('an event that came in all checked seeds has their range, another one none', () => {
    const [first] = kept.runs
    const runs = [10, 20, null].map((step, seed) => ({ ...first!, seed, events: { ...first!.events, test_acc_50: 5 + seed, test_acc_99: step } }))
    expect(expectedEvents({ ...kept, checkedSeeds: [0, 1], runs })).toMatchObject({ test_acc_50: [5, 6], test_acc_99: [10, 20] })
    expect(expectedEvents({ ...kept, checkedSeeds: [0, 1, 2], runs })).not.toHaveProperty('test_acc_99')
  })
})
