import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { testLab } from '../testing/labs.ts'
import { executors, type Executors, type TensorflowPlace } from './executors.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const standIn = (file: string) => ({ node: process.execPath, entry: join(import.meta.dirname, '..', '..', 'worker', 'testing', file) })
const faulty = standIn('faulty-worker.ts')

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

describe('what the choice left to the lab could come to', () => {
  const found = (file: string, place: TensorflowPlace): Executors => {
    const made = executors(standIn(file), 5_000, () => place)
    onTestFinished(() => made.close())
    return made
  }

  test('is probed: TensorFlow where it is installed and nothing before it is sound', async () => {
    const installed = found('faulty-worker.ts', 'on the CPU')
    expect(Object.keys(await installed.unfitFor(null))).toEqual(['native', 'tensorflow'])
    expect(await installed.usual()).toBe('reference')
    expect(Object.keys(await found('faulty-worker.ts', 'absent').unfitFor(null))).toEqual(['native'])
  })

  test('is probed: TensorFlow on a GPU, which is a rival, but not on a CPU, where nobody comes to it', async () => {
    const onGpu = found('broken-tensorflow-worker.ts', 'on a GPU')
    expect(await onGpu.unfitFor(null)).toEqual({ tensorflow: expect.stringContaining('SIGABRT') as string })
    expect(await onGpu.usual()).toBe('native')
    expect(await found('broken-tensorflow-worker.ts', 'on the CPU').unfitFor(null)).toEqual({})
  })

  test('is probed: what made the steps of a run before, since it would go on with them', async () => {
    expect(Object.keys(await found('broken-tensorflow-worker.ts', 'on the CPU').unfitFor(null, 'tensorflow'))).toEqual(['tensorflow'])
  })

  test('is not known from a probe that was broken off', async () => {
    const some = found('broken-tensorflow-worker.ts', 'absent')
    const leaving = new AbortController()
    const asked = some.probeAll(leaving.signal)
    leaving.abort()
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
    expect(await some.usual()).toBe('native')
  })
})
