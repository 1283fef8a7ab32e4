import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { RunId } from '../../../shared/schema/run.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { testLab, type TestLab } from '../testing/labs.ts'
import { insertSample, points, time, weights } from '../testing/sample-runs.ts'
import { databaseFile } from './database.ts'
import { openStore } from './store.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

/** A lab on a store with a usual run, and one whose row was changed as a newer version would leave it. */
async function labWith(change: string): Promise<TestLab & { readonly usual: RunId; readonly newer: RunId }> {
  const folder = temporaryFolder(onTestFinished)
  const store = await openStore(folder, { now: time })
  const [usual, newer] = [insertSample(store), insertSample(store)]
  for (const id of [usual, newer]) {
    const staged = await store.checkpoints.stage({ step: 1, weights: weights(1), optimiser: null })
    store.transact(() => {
      store.curves.append(id, points([0, 1], { test_accuracy: (s) => s }))
      store.checkpoints.commit(id, staged)
      store.states.end(id, { status: 'finished', step: 1 }, time())
    })
  }
  store.close()
  const db = new Database(databaseFile(folder))
  db.exec(`UPDATE run SET ${change} WHERE id = '${newer}'`)
  db.close()
  return { ...(await testLab(onTestFinished, { store: folder })), usual, newer }
}

describe('a run that this version does not know', () => {
  test.each([
    ['of a newer schema', "config_schema = 2, config = json_set(config, '$.schema', 2, '$.task.kind', 'braids')", /^Made by a newer version of the lab\. It is read-only/],
    ['of a newer schema whose parts are elsewhere', `config_schema = 9, config = '{"schema":9,"experiment":{}}'`, /^Made by a newer version/],
    ['with a key that is not known', "config = json_set(config, '$.model.depth', 3)", /^This version of the lab does not know “model/],
    ['whose configuration is no JSON', "config = '{'", /^This version of the lab does not know its configuration/],
  ])('%s is listed read-only, can be read and organised, and not trained or measured', async (_what, change, sentence) => {
    const { client, usual, newer } = await labWith(change)
    const list = await client.call('runs.list', {})
    expect(list.map(({ id, readOnly }) => [id, readOnly])).toEqual([[newer, expect.stringMatching(sentence)], [usual, null]])
    const { run, checkpoints } = await client.call('runs.get', { id: newer })
    expect(run.config).toMatchObject({ task: { kind: expect.any(String) as string }, model: {}, optimiser: {}, log: {}, measures: expect.any(Array) as unknown[] })
    expect(checkpoints).toHaveLength(1)
    expect((await client.call('runs.curves', { id: newer }))['test_accuracy']?.steps).toHaveLength(2)
    expect((await client.call('runs.weightsFile', { id: newer })).step).toBe(1)
    await client.call('runs.edit', { changes: [{ id: newer, tags: ['kept'] }] })

    for (const work of [client.call('runs.resume', { id: newer, steps: 10 }), client.stream('runs.measure', { id: newer, measure: 'weight_norm' }).end, client.call('storage.thin', { ids: [newer], preview: true })]) {
      await expect(work).rejects.toMatchObject({ code: 'read-only', message: expect.stringMatching(/cannot be trained or measured here\..*Nothing was changed/) })
    }
    expect((await client.call('storage.use', {})).runs.find(({ id }) => id === newer)?.thinning).toBeNull()
  })

  test('that waits in the queue stays there for the version that made it, and others train', async () => {
    const { client, newer, create, atRest } = await labWith("config_schema = 2, status = 'queued', queue_place = 1")
    const id = await create({ steps: 5 })
    expect(await atRest(id)).toEqual({ status: 'finished', step: 5 })
    expect((await client.call('runs.get', { id: newer })).run.state).toEqual({ status: 'queued' })
  })
})
