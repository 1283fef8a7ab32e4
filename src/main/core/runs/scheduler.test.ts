import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { RunId } from '../../../shared/schema/run.ts'
import { defaultProject } from '../store/projects.ts'
import { openStore, type Store } from '../store/store.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { testLab } from '../testing/labs.ts'
import { insertSample, time, tinyConfig } from '../testing/sample-runs.ts'
import { newRunId } from './naming.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

/** A store that another lab left, with runs in its queue. */
async function storeWith(fill: (store: Store) => void): Promise<string> {
  const folder = temporaryFolder(onTestFinished)
  const store = await openStore(folder, { now: time })
  fill(store)
  store.close()
  return folder
}

function queued(store: Store, config: string, threads: number): RunId {
  const id = newRunId()
  const row = { id, name: 'another', preset: null, config, config_schema: 1, config_as_preset: 0, seed: 0, executor_wanted: null, threads, colour_slot: 2, created_at: time() } as const
  store.runs.insertQueued(row, defaultProject)
  return id
}

/** A process that starts and never answers. */
function silentWorker(): { readonly node: string; readonly entry: string } {
  const entry = join(temporaryFolder(onTestFinished), 'silent.mjs')
  writeFileSync(entry, 'setInterval(() => {}, 1000)')
  return { node: process.execPath, entry }
}

describe('the queue', () => {
  test('trains a run that a larger machine left with more threads than there are here', async () => {
    let id: RunId | undefined
    const store = await storeWith((s) => void (id = queued(s, JSON.stringify(tinyConfig), 1_000)))
    const lab = await testLab(onTestFinished, { store })
    expect(await lab.atRest(id!)).toEqual({ status: 'finished', step: 40 })
  })

  test('is not held up by a run that cannot begin: that one has failed and says why', async () => {
    let [broken, sound] = [undefined as RunId | undefined, undefined as RunId | undefined]
    const store = await storeWith((s) => {
      broken = queued(s, '{"steps": "many"}', 1)
      sound = insertSample(s)
    })
    const lab = await testLab(onTestFinished, { store })
    expect(await lab.atRest(sound!)).toEqual({ status: 'finished', step: 40 })
    expect(await lab.atRest(broken!)).toMatchObject({ status: 'failed', reason: expect.stringMatching(/could not begin.*steps/s) })
  })
})

describe('a worker that has not answered yet', () => {
  test('is ended by a stop at once', async () => {
    const lab = await testLab(onTestFinished, { worker: silentWorker() })
    const { id } = await lab.client.call('runs.create', { preset: 'pocket-grok' }) // a preset needs no check by a worker
    await lab.until(id, (state) => state.status === 'running')
    const before = performance.now()
    expect((await lab.client.call('runs.stop', { id })).status).toBe('stopped')
    expect(performance.now() - before).toBeLessThan(5_000)
  })

  test('does not keep the lab from closing', async () => {
    const lab = await testLab(onTestFinished, { worker: silentWorker() })
    const { id } = await lab.client.call('runs.create', { preset: 'pocket-grok' }) // a preset needs no check by a worker
    await lab.until(id, (state) => state.status === 'running')
    const cards = lab.client.call('measures.list', {})
    const refused = expect(cards).rejects.toMatchObject({ code: expect.stringMatching(/worker-died|disconnected/) })
    const before = performance.now()
    await lab.lab.close()
    expect(performance.now() - before).toBeLessThan(5_000)
    await refused
  })
})
