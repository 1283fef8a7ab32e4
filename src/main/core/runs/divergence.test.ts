import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { decodeSafetensors } from '../../../shared/safetensors.ts'
import { testLab, untimed } from '../testing/labs.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

/** Each step multiplies the weights by −999; nothing is logged between steps 1 and 10. */
const growing = {
  optimiser: { kind: 'adamw', learning_rate: 1, weight_decay: 1000 },
  steps: 100,
  log: { every_until: 0, ratio: 10 },
  checkpoint: { ratio: 10 },
} as const

const storedEvents = (store: string, id: string): unknown => {
  const db = new Database(join(store, 'lab.db'), { readonly: true, fileMustExist: true })
  try {
    return db.prepare('SELECT event, step, series, threshold FROM event WHERE run_id = ? AND event = ?').all(id, 'diverged')
  } finally {
    db.close()
  }
}

describe('a run that diverges', () => {
  test('rests at the step that broke it, with an event, its point, and the last good checkpoint to export', async () => {
    const lab = await testLab(onTestFinished)
    const id = await lab.create(growing)
    const state = await lab.atRest(id)
    expect(state).toMatchObject({ status: 'diverged', quantity: 'layers.0.weight' })
    const step = 'step' in state ? state.step : 0
    expect(step).toBeGreaterThan(1)
    expect(step).toBeLessThan(100)

    expect(storedEvents(lab.store, id)).toEqual([{ event: 'diverged', step, series: 'layers.0.weight', threshold: Infinity }])
    const { train_loss: loss } = await lab.client.call('runs.curves', { id, series: ['train_loss'] })
    expect([loss!.steps.at(-1), loss!.values.at(-1)]).toEqual([step, NaN])

    const { checkpoints } = await lab.client.call('runs.get', { id })
    expect(checkpoints.map((checkpoint) => [checkpoint.step, checkpoint.hasOptimiser])).toEqual([[0, true], [1, false]])
    const file = await lab.client.call('runs.weightsFile', { id })
    expect(file.step).toBe(1)
    for (const { data } of Object.values(decodeSafetensors(new Uint8Array(file.bytes)))) expect(data.every(Number.isFinite)).toBe(true)
  })

  test('can be trained again from its last good checkpoint, and comes to the same end', async () => {
    const lab = await testLab(onTestFinished)
    const id = await lab.create(growing)
    const first = await lab.atRest(id)
    const curves = untimed(await lab.client.call('runs.curves', { id }))
    await lab.client.call('runs.resume', { id })
    expect(await lab.atRest(id)).toEqual(first)
    expect(untimed(await lab.client.call('runs.curves', { id }))).toEqual(curves)
    expect(storedEvents(lab.store, id)).toHaveLength(1)
    expect((await lab.client.call('runs.get', { id })).run.seams.map((seam) => seam.step)).toEqual([0])
  })
})
