import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Blobs } from '../store/blobs.ts'
import { outcome, testLab } from '../testing/labs.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

/** Stands between training and the disk: while it is full, every write of a file fails as the system would let it fail. */
function disk(): { isFull: boolean; writes: number; wrapBlobs(blobs: Blobs): Blobs } {
  const state = {
    isFull: false,
    writes: 0,
    wrapBlobs: (blobs: Blobs): Blobs => ({
      ...blobs,
      write: (kind, bytes) => {
        state.writes++
        if (state.isFull) return Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))
        return blobs.write(kind, bytes)
      },
    }),
  }
  return state
}

const config = { steps: 3000, log: { every_until: 20, ratio: 1.1 }, checkpoint: { ratio: 1.1 } }

describe('a full disk', () => {
  test('pauses training and says so; with space again it goes on to the bytes of an undisturbed run', async () => {
    const space = disk()
    const lab = await testLab(onTestFinished, { faults: { wrapBlobs: space.wrapBlobs } })
    const clean = await lab.create(config)
    await lab.atRest(clean)

    const id = await lab.create(config)
    await lab.until(id, (state) => state.status === 'running' && state.step >= 5)
    space.isFull = true
    const paused = await lab.until(id, (state) => state.status === 'paused' && state.reason !== undefined)
    expect(paused).toMatchObject({ reason: expect.stringMatching(/^The disk is full, so training is paused\. Everything saved until then is safe\. Free some space/) })
    const before = await lab.client.call('runs.curves', { id })

    await expect(lab.client.call('runs.resume', { id })).rejects.toMatchObject({ code: 'disk-full' })
    expect((await lab.client.call('runs.get', { id })).run.state).toEqual(paused)
    expect(await lab.client.call('runs.curves', { id })).toEqual(before)

    space.isFull = false
    expect((await lab.client.call('runs.resume', { id })).status).toMatch(/running|finished/)
    expect((await lab.atRest(id)).status).toBe('finished')
    expect(await outcome(lab, id)).toEqual(await outcome(lab, clean))
    expect((await lab.client.call('runs.get', { id })).run.seams).toEqual([])
  })

  test('and a stop: the run is interrupted at what is saved, and resumes from there', async () => {
    const space = disk()
    const lab = await testLab(onTestFinished, { faults: { wrapBlobs: space.wrapBlobs } })
    const clean = await lab.create(config)
    await lab.atRest(clean)

    const id = await lab.create(config)
    await lab.until(id, (state) => state.status === 'running' && state.step >= 5)
    space.isFull = true
    await lab.until(id, (state) => state.status === 'paused')
    const saved = await lab.client.call('runs.curves', { id })
    expect(await lab.client.call('runs.stop', { id })).toMatchObject({ status: 'interrupted', reason: expect.stringContaining('The disk is full') })
    expect(await lab.client.call('runs.curves', { id })).toEqual(saved)

    space.isFull = false
    await lab.client.call('runs.resume', { id })
    await lab.atRest(id)
    expect(await outcome(lab, id)).toEqual(await outcome(lab, clean))
  })
})
