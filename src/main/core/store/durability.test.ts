import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { RunId } from '../../../shared/schema/run.ts'
import { holdStore } from '../owner/lock.ts'
import { workerCommand } from '../paths.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { time, weights } from '../testing/sample-runs.ts'
import { openStore } from './store.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 })

const entry = join(import.meta.dirname, '..', 'testing', 'owner-process.ts')

/** Starts a process that moves runs to the trash and back without end, kills it after so many acknowledgements, and returns those that were heard. */
async function trashingUntilKilled(folder: string, acknowledgements: number): Promise<string[]> {
  const child = spawn(workerCommand().node, [entry, 'trash', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  const heard: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    heard.push(line)
    if (heard.length === acknowledgements) child.kill('SIGKILL')
  }
  expect(await gone).toBe('SIGKILL')
  return heard
}

/** Starts a process that commits without end, kills it after so many acknowledgements, and returns the last of them. */
async function committedUntilKilled(folder: string, acknowledgements: number): Promise<{ readonly id: RunId; readonly last: number }> {
  const child = spawn(workerCommand().node, [entry, 'commits', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  let id = ''
  let last = -1
  for await (const line of createInterface({ input: child.stdout })) {
    if (id === '') id = line
    else last = Number(line)
    if (last === acknowledgements) child.kill('SIGKILL') // lines that are still in the pipe are acknowledgements too
  }
  expect(await gone).toBe('SIGKILL')
  expect(last).toBeGreaterThanOrEqual(acknowledgements)
  return { id: id as RunId, last }
}

describe('a process that is killed while it saves', () => {
  test.each([0, 1, 7, 40, 113, 180])('after %i acknowledgements has lost none, and left nothing half', async (count) => {
    const folder = temporaryFolder(onTestFinished)
    const { id, last } = await committedUntilKilled(folder, count)

    const lock = holdStore(folder) // free again, although nobody released it
    const store = await openStore(folder, { now: time })
    onTestFinished(() => (store.close(), lock.release()))
    expect(store.check()).toBeNull()
    const curves = store.curves.read(id)
    const steps = [...curves['loss']!.steps]
    expect(steps.length - 1).toBeGreaterThanOrEqual(last)
    expect(steps).toEqual(steps.map((_, i) => i))
    expect([...curves['accuracy']!.values]).toEqual(steps.map((s) => -s))
    // Points and their checkpoint came together, and the run says the same step.
    expect(store.checkpoints.list(id).map((c) => c.step)).toEqual(steps)
    expect(store.runs.get(id).step).toBe(steps.at(-1))
    expect((await store.checkpoints.weights(id, steps.at(-1)!)).tensors).toEqual(weights(steps.at(-1)!))
  })
})

describe('a process that is killed while it empties the trash', () => {
  test.each([1, 2, 3, 8, 15])('after %i acknowledgements has moved all of an edit or nothing, and every file that a row names is there', async (count) => {
    const folder = temporaryFolder(onTestFinished)
    const last = (await trashingUntilKilled(folder, count)).at(-1)

    const lock = holdStore(folder)
    const store = await openStore(folder, { now: time })
    onTestFinished(() => (store.close(), lock.release()))
    expect(store.check()).toBeNull()
    const [kept, trashed] = [store.runs.all(), store.runs.trashed()]
    // Ten go, five come back, five are removed: nothing between is ever found. Runs of the round that was begun are not in the trash.
    expect([0, 5, 10]).toContain(trashed.length)
    if (last?.startsWith('restored')) expect([0, 5]).toContain(trashed.length)
    const rests = kept.filter(({ status }) => status === 'finished').length
    if (trashed.length > 0) expect(rests % 5).toBe(0)
    for (const { id } of [...kept, ...trashed]) for (const { step } of store.checkpoints.list(id)) expect((await store.checkpoints.weights(id, step)).step).toBe(step)
    for (const sha256 of store.storage.files().keys()) expect(await store.blobs.read(sha256)).toBeInstanceOf(Uint8Array)
  })
})
