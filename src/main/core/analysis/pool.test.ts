import { expect, onTestFinished, test, vi } from 'vitest'
import { workerProtocol, type WorkerClient } from '../../../shared/worker-contract.ts'
import { workerCommand } from '../paths.ts'
import { workerPool, type WorkerPool } from './pool.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

const pidOf = async (client: WorkerClient): Promise<number> => (await client.call('hello', { protocol: workerProtocol })).pid
const hangs = (): Promise<never> => new Promise(() => {})
const begun = (job: ReturnType<typeof vi.fn>): Promise<void> => vi.waitFor(() => expect(job).toHaveBeenCalled(), 60_000)
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function pool(limitMs?: number): WorkerPool {
  const made = workerPool(workerCommand(), limitMs)
  onTestFinished(() => made.close())
  return made
}

test('jobs share one worker, and one after the other', async () => {
  const shared = pool()
  const [a, b] = await Promise.all([shared.use(pidOf), shared.use(pidOf)])
  expect(a).toBe(b)
})

test('a job that hangs is given up at the limit, its worker with it; the next has a new one', async () => {
  const limited = pool(2_000)
  const first = await limited.use(pidOf)
  const hung = limited.use(hangs)
  const next = limited.use(pidOf)
  await expect(hung).rejects.toMatchObject({ code: 'worker-died', message: expect.stringContaining('it gave no sign of life for 2 s') })
  expect(await next).not.toBe(first)
  expect(isAlive(first)).toBe(false)
})

test('a job that shows signs of life may take longer than the limit', async () => {
  const limited = pool(1_000)
  const first = await limited.use(pidOf)
  const long = limited.use(async (client, isAlive) => {
    const end = performance.now() + 2_500
    while (performance.now() < end) {
      await pidOf(client)
      isAlive()
    }
    return pidOf(client)
  })
  expect(await long).toBe(first)
})

test('a job whose asker is gone is not waited for, whether it computes or waits', async () => {
  const shared = pool()
  const first = await shared.use(pidOf)
  const gone = new AbortController()
  const hung = vi.fn(hangs)
  const computing = shared.use(hung, gone.signal)
  const waiting = vi.fn(hangs)
  const queued = shared.use(waiting, gone.signal)
  const next = shared.use(pidOf)
  await begun(hung)
  gone.abort()
  await expect(computing).rejects.toMatchObject({ code: 'cancelled' })
  await expect(queued).rejects.toMatchObject({ code: 'cancelled' })
  expect(waiting).not.toHaveBeenCalled()
  expect(await next).not.toBe(first)
})

test('closing ends the job in progress and refuses those that wait: none of them starts a worker', async () => {
  const shared = pool()
  const first = await shared.use(pidOf)
  const hung = vi.fn(hangs)
  const computing = shared.use(hung)
  const job = vi.fn(pidOf)
  const queued = shared.use(job)
  const outcomes = Promise.allSettled([computing, queued])
  await begun(hung)
  await shared.close()
  expect((await outcomes).map((o) => o.status === 'rejected' && o.reason)).toMatchObject([{ code: 'disconnected' }, { code: 'disconnected' }])
  await expect(shared.use(job)).rejects.toMatchObject({ code: 'disconnected' })
  expect(job).not.toHaveBeenCalled()
  expect(isAlive(first)).toBe(false)
})
