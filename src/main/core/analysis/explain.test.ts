import { expect, onTestFinished, test, vi } from 'vitest'
import type { LabContract } from '../../../shared/contract.ts'
import type { InputOf } from '../../../shared/rpc/specification.ts'
import { testLab } from '../testing/labs.ts'
import { tinyConfig } from '../testing/sample-runs.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

test('a preset and a configuration are explained in a worker, with what was set', async () => {
  const { client } = await testLab(onTestFinished)
  const { stages, shown } = await client.call('programs.explain', { preset: 'pocket-grok', set: [['model.hidden', [64]]] })
  expect(stages.length).toBeGreaterThan(5)
  expect(shown.text).toContain('f32[3968] input layers.0.weight') // 62 × 64
  const own = await client.call('programs.explain', { config: tinyConfig, pass: 'record' })
  expect(own.shown).toMatchObject({ pass: 'record', form: 'program' })
  expect(await client.call('runs.list', {})).toEqual([])
})

test.each<[string, InputOf<LabContract['programs.explain']>, string, RegExp]>([
  ['an unknown pass', { preset: 'pocket-grok', pass: 'phase' }, 'bad-input', /Did you mean "phases"\?/],
  ['an unknown preset', { preset: 'pocket-grog' }, 'unknown-preset', /Did you mean "pocket-grok"\?/],
  ['an unknown key', { preset: 'pocket-grok', set: [['optimiser.weight_decai', 1]] }, 'unknown-key', /optimiser.weight_decay/],
  ['a preset and a file at once', { preset: 'pocket-grok', config: tinyConfig }, 'bad-input', /one of the two/],
  ['neither', {}, 'bad-input', /one of the two/],
])('%s is refused with a sentence', async (_what, input, code, sentence) => {
  const { client } = await testLab(onTestFinished)
  await expect(client.call('programs.explain', input)).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) })
})
