import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { testLab } from '../testing/labs.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const faulty = { node: process.execPath, entry: join(import.meta.dirname, '..', '..', 'worker', 'testing', 'faulty-worker.ts') }

describe('executors of this computer', () => {
  test('are listed with what they are and why they cannot be used', async () => {
    const { client } = await testLab(onTestFinished)
    const { executors } = await client.call('lab.doctor', {})
    expect(executors.map(({ name }) => name)).toEqual(['reference', 'native', 'tensorflow'])
    for (const { ok, state, device, build, reason, note } of executors) {
      expect(ok).toBe(state === 'healthy')
      expect(note).toMatch(/\.$/)
      expect(reason).toBe(ok ? null : note)
      if (ok) expect([device, build]).not.toContain(null)
    }
    expect(executors[0]).toMatchObject({ ok: true, state: 'healthy' })
  })

  test('that crash or hang while they are probed are refused with that reason, and the lab trains on what is left', async () => {
    const { client, create, atRest } = await testLab(onTestFinished, { worker: faulty, faults: { probeMs: 5_000 } })
    const { executors } = await client.call('lab.doctor', {})
    const [reference, native, tensorflow] = executors
    expect(reference).toMatchObject({ ok: true })
    expect(native).toMatchObject({ ok: false, state: 'refused', reason: expect.stringMatching(/^The process that probed it is gone: it was ended by SIGABRT/) as string })
    expect(tensorflow).toMatchObject({ ok: false, state: 'refused', reason: 'The process that probed it is gone: the probe took longer than 5 s.' })
    expect((await client.call('lab.info', {})).defaultExecutor).toBe('reference')

    const id = await create()
    expect(await atRest(id)).toMatchObject({ status: 'finished' })
    const { run } = await client.call('runs.get', { id })
    expect(run).toMatchObject({ executor: 'reference', executorNote: expect.stringMatching(/^The executor native is not used: The process that probed it is gone: it was ended by SIGABRT/) as string })
  })

  test('that were found unfit cannot be forced, and the run says why it failed', async () => {
    const { client, atRest } = await testLab(onTestFinished, { worker: faulty })
    const { id } = await client.call('runs.create', { preset: 'pocket-grok', steps: 5, executor: 'native' })
    expect(await atRest(id)).toMatchObject({ status: 'failed', reason: expect.stringMatching(/The executor native is not used: .*SIGABRT.*Nothing was started/) as string })
  })

  test('that hang do not keep the lab from closing', async () => {
    const { client, lab } = await testLab(onTestFinished, { worker: faulty })
    const { id } = await client.call('runs.create', { preset: 'pocket-grok', steps: 5, executor: 'tensorflow' })
    const before = performance.now()
    await lab.close()
    expect(performance.now() - before).toBeLessThan(5_000)
    expect(id).toMatch(/^run_/)
  })
})
