import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { decodeSafetensors } from '../../../shared/safetensors.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { testLab, type TestLab } from '../testing/labs.ts'

vi.mock('../../../science/presets/index.ts', async () => ({ presets: (await import('../testing/sample-presets.ts')).samplePresets }))

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

const file = async ({ client }: TestLab, id: RunId, step: number | null = null): Promise<Uint8Array> => (await client.call('runs.weightsFile', { id, step })).bytes
const tensors = async (lab: TestLab, id: RunId, step: number | null = null) => decodeSafetensors(await file(lab, id, step))
const runs = async ({ client }: TestLab) => (await client.call('runs.list', {})).toReversed()

describe('a run that goes on from another', () => {
  test('trains its base first, begins with the weights of its last step, and says where they come from', async () => {
    const lab = await testLab(onTestFinished)
    const asked = await lab.client.call('runs.create', { preset: 'tiny-on', seed: 3 })
    expect(asked).toMatchObject({ name: 'Tiny, on, seed 3', preset: 'tiny-on', state: { status: 'queued' }, config: { steps: 10, optimiser: { weight_decay: 0 }, model: { init: { kind: 'torch_default' } } } })
    expect(await lab.atRest(asked.id)).toEqual({ status: 'finished', step: 10 })

    const [base, on] = await runs(lab)
    expect(base).toMatchObject({ name: 'Tiny, seed 3', preset: 'tiny', parent: null, state: { status: 'finished', step: 40 }, config: { seed: 3 } })
    expect(on).toMatchObject({ id: asked.id, parent: { run: base?.id, step: 40 }, config: { seed: 3, model: { init: { kind: 'file' } } } })
    expect(await file(lab, on!.id, 0)).toEqual(await file(lab, base!.id, 40))
    expect(await file(lab, on!.id, 10)).not.toEqual(await file(lab, base!.id, 40))
  })

  test('goes on from a base that is there, and the same seed gives the same bytes', async () => {
    const lab = await testLab(onTestFinished)
    const base = await lab.client.call('runs.create', { preset: 'tiny', seed: 1 })
    await lab.atRest(base.id)
    const once = await lab.client.call('runs.create', { preset: 'tiny-on', seed: 1 })
    const twice = await lab.client.call('runs.create', { preset: 'tiny-on', seed: 1 })
    for (const { id } of [once, twice]) expect(await lab.atRest(id)).toMatchObject({ status: 'finished' })
    expect(await runs(lab)).toMatchObject([{ id: base.id }, { id: once.id, parent: { run: base.id } }, { id: twice.id, parent: { run: base.id } }])
    expect(await file(lab, twice.id)).toEqual(await file(lab, once.id))
  })

  test('another seed, or a base that was changed or stopped, is no base', async () => {
    const lab = await testLab(onTestFinished)
    const make = async (input: { seed?: number; set?: [string, number][]; steps?: number }) => lab.atRest((await lab.client.call('runs.create', { preset: 'tiny', ...input })).id)
    await make({ seed: 2 })
    await make({ set: [['optimiser.weight_decay', 2]] })
    await make({ steps: 30 })
    const on = await lab.client.call('runs.create', { preset: 'tiny-on' })
    await lab.atRest(on.id)
    expect((await runs(lab)).map(({ name }) => name)).toEqual(['Tiny, seed 2', 'Tiny, weight_decay 2, seed 0', 'Tiny, seed 0', 'Tiny, seed 0 (2)', 'Tiny, on, seed 0'])
  })

  test('from an event that never happens it fails with a sentence, and is refused once that is known', async () => {
    const lab = await testLab(onTestFinished)
    const on = await lab.client.call('runs.create', { preset: 'tiny-never' })
    expect(await lab.atRest(on.id)).toMatchObject({ status: 'failed', reason: expect.stringContaining('“Tiny, seed 0” reached a test accuracy of 99 %, which it never did') as string })
    await expect(lab.client.call('runs.create', { preset: 'tiny-never' })).rejects.toMatchObject({ code: 'not-possible-now', message: expect.stringMatching(/never did. Nothing was saved/) as string })
    expect(await runs(lab)).toHaveLength(2)
  })

  test('what it is overridden with is its own: the base stays as its preset has it', async () => {
    const lab = await testLab(onTestFinished)
    const on = await lab.client.call('runs.create', { preset: 'tiny-on', steps: 4, set: [['optimiser.learning_rate', 0.5]] })
    await lab.atRest(on.id)
    const [base] = await runs(lab)
    expect(base?.config).toMatchObject({ steps: 40, optimiser: { learning_rate: 0.01 } })
    expect((await lab.client.call('runs.get', { id: on.id })).run).toMatchObject({ name: 'Tiny, on, learning_rate 0.5, seed 0', config: { steps: 4, optimiser: { learning_rate: 0.5 } } })
  })
})

describe('a lottery ticket', () => {
  test('has the first weights of its base where the mask is 1, zeros elsewhere, and keeps them', async () => {
    const lab = await testLab(onTestFinished)
    const { runs: made } = await lab.client.call('sets.create', { preset: 'tiny-tickets' })
    for (const { id } of made) expect(await lab.atRest(id)).toMatchObject({ status: 'finished' })
    const [base, ...tickets] = made.map(({ id }) => id)
    const [initial, last] = [await tensors(lab, base!, 0), await tensors(lab, base!)]
    const magnitudes = Object.values(last).flatMap(({ data }) => [...data].map(Math.abs)).sort((a, b) => a - b)
    const threshold = magnitudes[magnitudes.length / 2 - 1]!
    for (const [id, mask] of [[tickets[0]!, 'magnitude'], [tickets[1]!, 'random']] as const) {
      const [start, end] = [await tensors(lab, id, 0), await tensors(lab, id)]
      let gone = 0
      for (const [name, { data }] of Object.entries(start)) {
        expect(end[name]!.data).not.toEqual(data)
        for (const [i, w] of data.entries()) {
          if (mask === 'magnitude') expect(w).toBe(Math.abs(last[name]!.data[i]!) > threshold ? initial[name]!.data[i] : 0)
          else expect([0, initial[name]!.data[i]]).toContain(w)
          if (w !== 0) continue
          gone++
          expect(end[name]!.data[i]).toBe(0)
        }
      }
      expect(gone).toBe(magnitudes.length / 2)
    }
    expect((await lab.client.call('runs.get', { id: tickets[0]! })).run).toMatchObject({ parent: { run: base, step: 40 }, config: { constraint: { kind: 'keep_zeros' }, model: { init: { kind: 'file' } } } })
  })
})
