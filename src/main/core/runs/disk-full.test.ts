import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { RunId } from '../../../shared/schema/run.ts'
import type { Blobs } from '../store/blobs.ts'
import type { RunTable } from '../store/run-table.ts'
import type { StoreFaults } from '../store/store.ts'
import { outcome, testLab, type TestLab } from '../testing/labs.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 })

type Writes = Partial<Record<keyof RunTable | 'file', number>>

/**
 * Stands between training and the disk: while it is full, every write fails as the system would let it fail. It fills at
 * a given write of one kind, so that the moment does not depend on how fast the machine is.
 */
function disk(): StoreFaults & { isFull: boolean; fillsAt: Writes; gate: Promise<void> | null; readonly asked: Writes } {
  const noSpace = (code: string): Error => Object.assign(new Error('database or disk is full'), { code })
  const count = (kind: keyof Writes): void => {
    const n = (state.asked[kind] = (state.asked[kind] ?? 0) + 1)
    if (n === state.fillsAt[kind]) state.isFull = true
  }
  const writes = ['setState', 'begin', 'end', 'compiled', 'progress', 'heartbeat', 'queueAgain', 'keep'] as const
  const state = {
    isFull: false,
    fillsAt: {} as Writes,
    gate: null as Promise<void> | null,
    asked: {} as Writes,
    wrapBlobs: (blobs: Blobs): Blobs => ({
      ...blobs,
      async write(kind, bytes) {
        count('file')
        if (state.isFull) throw noSpace('ENOSPC')
        await state.gate
        return blobs.write(kind, bytes)
      },
    }),
    wrapRuns: (runs: RunTable): RunTable => {
      const failing = (name: (typeof writes)[number]) => (...args: never[]) => {
        count(name)
        if (state.isFull) throw noSpace('SQLITE_FULL')
        ;(runs[name] as (...args: never[]) => void)(...args)
      }
      return { ...runs, ...Object.fromEntries(writes.map((name) => [name, failing(name)])) }
    },
  }
  return state
}

const config = { steps: 300, log: { every_until: 20, ratio: 1.1 }, checkpoint: { ratio: 1.1 } }
const endless = { ...config, steps: 10_000_000 }
const isPaused = (state: { readonly status: string }): boolean => state.status === 'paused'
const why = /^The disk is full, so training is paused\. Everything saved until then is safe\. Free some space/

/** A lab with the outcome of an undisturbed run, and one whose disk fills while it trains. */
async function heldAt(fillsAt: Writes): Promise<{ readonly lab: TestLab; readonly space: ReturnType<typeof disk>; readonly id: RunId; readonly clean: RunId }> {
  const space = disk()
  const lab = await testLab(onTestFinished, { faults: space })
  const clean = await lab.create(config)
  await lab.atRest(clean)
  space.fillsAt = Object.fromEntries(Object.entries(fillsAt).map(([kind, n]) => [kind, n + (space.asked[kind as keyof Writes] ?? 0)]))
  const id = await lab.create(config)
  expect(await lab.until(id, isPaused)).toMatchObject({ reason: expect.stringMatching(why) })
  return { lab, space, id, clean }
}

describe('a full disk', () => {
  test.each<[string, Writes]>([
    ['a checkpoint', { file: 12 }],
    ['points', { progress: 2 }], // points that arrive together are one write, so there may be few
    ['what was compiled', { compiled: 1 }],
  ])('that %s meet pauses training and says so; with space again it goes on to the bytes of an undisturbed run', async (_what, fillsAt) => {
    const { lab, space, id, clean } = await heldAt(fillsAt)
    const paused = (await lab.client.call('runs.get', { id })).run.state
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

  test('and a stop: the run is interrupted at what is saved, says from where it can go on, and does', async () => {
    const { lab, space, id, clean } = await heldAt({ file: 12 })
    const saved = await lab.client.call('runs.curves', { id })
    const { checkpoints } = await lab.client.call('runs.get', { id })
    const resumableFrom = checkpoints.findLast((c) => c.hasOptimiser)?.step
    expect(resumableFrom).toBeTypeOf('number')
    expect(await lab.client.call('runs.stop', { id })).toMatchObject({ status: 'interrupted', reason: expect.stringContaining('The disk is full'), resumableFrom })
    expect(await lab.client.call('runs.curves', { id })).toEqual(saved)

    space.isFull = false
    await lab.client.call('runs.resume', { id })
    await lab.atRest(id)
    expect(await outcome(lab, id)).toEqual(await outcome(lab, clean))
  })

  test('that kept a state from being written: resumed once, the run trains once, and what it was before is forgotten', async () => {
    const { lab, space, id } = await heldAt({ file: 12 })
    await lab.client.call('runs.stop', { id })
    space.isFull = false
    expect((await lab.client.call('runs.resume', { id })).status).toMatch(/queued|running/)
    await expect(lab.client.call('runs.resume', { id })).rejects.toMatchObject({ code: 'not-possible-now' })
    expect((await lab.atRest(id)).status).toBe('finished')
    expect((await lab.client.call('runs.get', { id })).run.state.status).toBe('finished')
  })

  test('does not end training for a sign of life that cannot be written', async () => {
    const space = disk()
    const lab = await testLab(onTestFinished, { faults: space })
    const id = await lab.create({ ...endless, log: { every_until: 1, ratio: 2 }, checkpoint: { ratio: 2 } })
    space.fillsAt = { heartbeat: 1 }
    await vi.waitFor(() => expect(space.asked.heartbeat).toBeGreaterThan(0), 60_000)
    expect(await lab.until(id, isPaused)).toMatchObject({ reason: expect.stringMatching(why) })
    space.isFull = false
    await lab.client.call('runs.resume', { id })
    expect((await lab.client.call('runs.stop', { id })).status).toBe('stopped')
  })

  test('that has space again: a stop that comes while the held points are written is not lost', async () => {
    const space = disk()
    const lab = await testLab(onTestFinished, { faults: space })
    space.fillsAt = { file: 12 }
    const id = await lab.create(endless)
    await lab.until(id, isPaused)
    space.isFull = false
    const gate = Promise.withResolvers<void>()
    space.gate = gate.promise
    const written = space.asked.file ?? 0
    const resumed = lab.client.call('runs.resume', { id })
    await vi.waitFor(() => expect(space.asked.file).toBeGreaterThan(written), 60_000)
    // Straight to the handler, so that the stop has arrived before the write ends.
    const stopped = lab.lab.handlers['runs.stop']({ id }, { signal: new AbortController().signal })
    gate.resolve()
    await resumed
    expect((await stopped).status).toBe('stopped')
  })
})
