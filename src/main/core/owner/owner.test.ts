import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openLab } from '../lab.ts'
import { workerCommand } from '../paths.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { labOptions, testLab } from '../testing/labs.ts'
import { tinyConfig } from '../testing/sample-runs.ts'
import { attach, type Attached } from './attach.ts'
import { connectToOwner } from './client.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

const asCommand = { host: 'command-line' } as const

async function attached(store: string): Promise<Attached> {
  const a = await attach(labOptions(store, asCommand))
  onTestFinished(() => a.close())
  return a
}

/** A lab in a process of its own, open when this resolves. */
async function otherProcess(store: string): Promise<{ kill(): Promise<void> }> {
  const child = spawn(workerCommand().node, [join(import.meta.dirname, '..', 'testing', 'owner-process.ts'), 'lab', store], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await gone
  }
  onTestFinished(kill)
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return { kill }
}

describe('one owner a store', () => {
  test('is held without a file that would need room on a full disk', async () => {
    const { store } = await testLab(onTestFinished)
    expect(readdirSync(store)).toContain('lab.lock')
    expect(readdirSync(store)).not.toContain('lab.lock-journal')
    expect(statSync(join(store, 'lab.lock')).size).toBe(0)
  })

  test('a second lab is refused while the first is open, and opens after it', async () => {
    const { lab, store } = await testLab(onTestFinished)
    await expect(openLab(labOptions(store))).rejects.toMatchObject({ code: 'store-busy' })
    await lab.close()
    await (await openLab(labOptions(store))).close()
  })

  test('an owner can wait until no other process speaks to it', async () => {
    const { lab, store } = await testLab(onTestFinished)
    const never = new AbortController().signal
    await lab.alone(never)
    const guest = await attached(store)
    let isAlone = false
    const alone = lab.alone(never).then(() => (isAlone = true))
    await guest.client.call('lab.info', {})
    expect(isAlone).toBe(false)
    await guest.close()
    await alone
    expect(isAlone).toBe(true)
  })

  test('a command that meets an owner on its way out becomes the owner after it', async () => {
    const store = temporaryFolder(onTestFinished)
    // As a closing lab does: it takes the connection and drops it, then nobody listens.
    const leaving = createServer((socket) => {
      socket.destroy()
      leaving.close()
    })
    await new Promise<void>((resolve) => leaving.listen(join(store, 'lab.sock'), resolve))
    const command = await attached(store)
    expect(command.owner).not.toBeNull()
    expect(await command.client.call('lab.info', {})).toMatchObject({ host: 'command-line' })
  })

  test('a command is a client of the lab that is open, in this process or another', async () => {
    const store = temporaryFolder(onTestFinished)
    await otherProcess(store)
    const command = await attached(store)
    expect(command.owner).toBeNull()
    expect(await command.client.call('lab.info', {})).toMatchObject({ host: 'server', store })

    const { id } = await command.client.call('runs.create', { config: tinyConfig })
    const watched = command.client.stream('runs.watch', { id })
    for await (const _update of watched);
    expect(await watched.end).toEqual({ state: { status: 'finished', step: 40 } })
    expect(await command.client.call('runs.list', {})).toHaveLength(1)
  })

  test('a command is the owner where there is none, and the store is free when it ends', async () => {
    const store = temporaryFolder(onTestFinished)
    const command = await attach(labOptions(store, asCommand))
    expect(command.owner?.store).toBe(store)
    expect(await command.client.call('runs.list', {})).toEqual([])
    await command.close()
    await command.client.closed
    expect(readdirSync(store)).not.toContain('lab.sock')
    expect(await connectToOwner(store)).toBeNull()
  })

  test('of several that start at once exactly one becomes the owner, and all work', async () => {
    const store = temporaryFolder(onTestFinished)
    const all = await Promise.all(Array.from({ length: 5 }, () => attached(store)))
    expect(all.filter((a) => a.owner !== null)).toHaveLength(1)
    const { id } = await all[0]!.client.call('runs.create', { config: tinyConfig })
    for (const { client } of all) expect((await client.call('runs.get', { id })).run.id).toBe(id)
  })

  test('an owner killed with SIGKILL leaves a store that opens at once, with its run interrupted', async () => {
    const store = temporaryFolder(onTestFinished)
    const other = await otherProcess(store)
    const before = await attached(store)
    const { id } = await before.client.call('runs.create', { config: { ...tinyConfig, steps: 1_000_000 } })
    const watched = before.client.stream('runs.watch', { id })
    for await (const { state } of watched) if (state.status === 'running' && state.step > 10) break
    await other.kill()
    expect(existsSync(join(store, 'lab.sock'))).toBe(true) // stale, and replaced
    await before.client.closed

    const { client, owner } = await attached(store)
    expect(owner).not.toBeNull()
    const { run } = await client.call('runs.get', { id })
    expect(run.state).toMatchObject({ status: 'interrupted', reason: 'The lab was closed or ended while it trained.', resumableFrom: expect.any(Number) })
    expect(run.state.status === 'interrupted' && run.state.step).toBeGreaterThan(10)
  })

  test('the socket is for its user only', async () => {
    const { store } = await testLab(onTestFinished)
    expect(statSync(join(store, 'lab.sock')).mode & 0o777).toBe(0o600)
  })

  test('a path too long for a socket is answered elsewhere, and recorded', async () => {
    const store = join(temporaryFolder(onTestFinished), 'x'.repeat(120))
    mkdirSync(store)
    const { lab } = await testLab(onTestFinished, { store })
    const address = readFileSync(join(store, 'lab.addr'), 'utf8')
    expect(address.length).toBeLessThan(100)
    expect(statSync(join(address, '..')).mode & 0o777).toBe(0o700)
    expect((await attached(store)).owner).toBeNull()
    await lab.close()
    expect(existsSync(address)).toBe(false)
    expect(existsSync(join(store, 'lab.addr'))).toBe(false)
  })

  test('a file where the socket should be is no owner', async () => {
    const store = temporaryFolder(onTestFinished)
    writeFileSync(join(store, 'lab.sock'), 'not a socket')
    expect(await connectToOwner(store)).toBeNull()
    const { client } = await attached(store)
    expect((await client.call('lab.info', {})).host).toBe('command-line')
  })

  test('a lab that cannot be opened lets go of the store', async () => {
    const store = temporaryFolder(onTestFinished)
    writeFileSync(join(store, 'lab.db'), 'this is not a database at all')
    await expect(openLab(labOptions(store))).rejects.toMatchObject({ code: 'store-corrupt' })
    writeFileSync(join(store, 'lab.db'), '')
    await (await openLab(labOptions(store))).close()
  })

  test('a command does not begin what a lab left in the queue; the next lab does', async () => {
    const { lab, client, store } = await testLab(onTestFinished)
    const { threads } = await client.call('lab.info', {})
    const blocker = await client.call('runs.create', { preset: 'five-second-grok', steps: 1_000_000, threads })
    const { id } = await client.call('runs.create', { config: tinyConfig })
    await lab.close()

    const command = await attach(labOptions(store, asCommand))
    expect((await command.client.call('runs.get', { id })).run.state).toEqual({ status: 'queued' })
    expect((await command.client.call('runs.get', { id: blocker.id })).run.state.status).toBe('interrupted')
    await command.close()

    const next = await testLab(onTestFinished, { store })
    expect(await next.atRest(id)).toEqual({ status: 'finished', step: 40 })
  })
})

test('a server that is no lab does not hang a command', async () => {
  const store = temporaryFolder(onTestFinished)
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((resolve) => server.listen(join(store, 'lab.sock'), resolve))
  onTestFinished(() => void server.close())
  const client = await connectToOwner(store)
  await expect(client!.call('lab.info', {})).rejects.toMatchObject({ code: 'disconnected' })
})
