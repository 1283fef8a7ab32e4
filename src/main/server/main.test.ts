import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { contract, type LabClient } from '../../shared/contract.ts'
import { connect } from '../../shared/rpc/client.ts'
import { webSocketChannel } from '../../shared/rpc/web-socket.ts'
import { runServer } from './main.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')
let folder: string

/** A project whose sources are ours and whose built page is one line: the real entry runs in it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'server-'))
  await mkdir(join(folder, 'project', 'out', 'renderer'), { recursive: true })
  await writeFile(join(folder, 'project', 'out', 'renderer', 'index.html'), '<!doctype html>')
  for (const part of ['src', 'resources', 'node_modules', 'package.json']) await symlink(join(root, part), join(folder, 'project', part))
})
afterAll(() => rm(folder, { recursive: true }))

/** In this process, stopped by a function. */
function open(...args: string[]) {
  const lines: string[] = []
  const errors: string[] = []
  const stopping = Promise.withResolvers<void>()
  const firstLine = Promise.withResolvers<string>()
  const out = (line: string): void => {
    lines.push(line)
    firstLine.resolve(line)
  }
  const page = (): string => join(folder, 'project', 'out', 'renderer')
  const code = runServer(args, { version: '0.0.1', console: { out, error: (line) => void errors.push(line) }, stopped: stopping.promise, page })
  return { lines, errors, code, firstLine: firstLine.promise, stop: stopping.resolve }
}

/** Comes in by an address as a browser does, and speaks over the socket. */
async function enter(line: string): Promise<LabClient> {
  const address = new URL(line.replace('Grokscope is open at ', ''))
  const entrance = await fetch(address, { redirect: 'manual' })
  expect(entrance.status).toBe(303)
  const cookie = entrance.headers.get('set-cookie')?.split(';')[0] ?? ''
  const socket = new WebSocket(`ws://${address.host}/rpc`, { headers: { cookie, origin: address.origin } })
  await once(socket, 'open')
  return connect(contract, webSocketChannel(socket))
}

describe('the Node host', () => {
  test('prints one line with an address, through which the lab answers, and ends with 0 when it is stopped', async () => {
    const store = join(folder, 'one')
    const host = open('--store', store, '--no-open')
    const line = await host.firstLine
    expect(line).toMatch(/^Grokscope is open at http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
    const lab = await enter(line)
    expect(await lab.call('lab.info', {})).toMatchObject({ host: 'server', store, version: '0.0.1' })
    host.stop()
    expect(await host.code).toBe(0)
    expect(await lab.closed).toBe('the lab is closing')
    expect([host.lines.length, host.errors]).toEqual([1, []])
    expect(await readdir(store)).not.toContain('lab.sock')
  })

  test('started again on the same store, asks the open one for a fresh address and ends with 0', async () => {
    const store = join(folder, 'two')
    const first = open('--store', store, '--no-open')
    const line = await first.firstLine
    const second = open('--store', store, '--no-open')
    expect(await second.code).toBe(0)
    const [fresh = ''] = second.lines
    expect(new URL(fresh.replace('Grokscope is open at ', '')).port).toBe(new URL(line.replace('Grokscope is open at ', '')).port)
    expect(fresh).not.toBe(line)
    const [one, two] = [await enter(line), await enter(fresh)]
    expect(await one.call('runs.list', {})).toEqual(await two.call('runs.list', {}))
    first.stop()
    await first.code
  })

  test('frees the store when its port is taken, and says which', async () => {
    const first = open('--store', join(folder, 'three'), '--no-open')
    const { port } = new URL((await first.firstLine).replace('Grokscope is open at ', ''))
    const store = join(folder, 'four')
    const second = open('--store', store, '--port', port, '--no-open')
    expect(await second.code).toBe(1)
    expect(second.errors).toEqual([expect.stringContaining(`Port ${port} is in use`)])
    const third = open('--store', store, '--no-open')
    await third.firstLine
    for (const host of [first, third]) host.stop()
    await Promise.all([first.code, third.code])
  })

  test('refuses wrong options with 2 and a store that cannot be with 1, each with a sentence', async () => {
    const wrong = open('--prot', '1')
    expect([await wrong.code, wrong.lines]).toEqual([2, []])
    expect(wrong.errors[0]).toContain('--prot')
    const file = join(folder, 'file')
    await writeFile(file, '')
    const unwritable = open('--store', join(file, 'store'), '--no-open')
    expect([await unwritable.code, unwritable.lines]).toEqual([1, []])
    expect(unwritable.errors[0]).toContain(file)
  })
})

describe('the entry', () => {
  const start = async (store: string): Promise<{ child: ChildProcess; line: string; exited: Promise<[number | null]> }> => {
    const entry = join(folder, 'project', 'src', 'main', 'server.ts')
    const child = spawn(process.execPath, ['--preserve-symlinks', '--preserve-symlinks-main', entry, '--store', store, '--no-open'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(child, 'exit') as Promise<[number | null]>
    if (!child.stdout) throw new Error('no stdout')
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    return { child, line, exited }
  }

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 0],
    ['SIGHUP', 0],
  ] as const)('closes the lab on %s and ends with %i', async (signal, code) => {
    const store = join(folder, signal)
    const { child, line, exited } = await start(store)
    const lab = await enter(line)
    expect(existsSync(join(store, 'lab.sock'))).toBe(true)
    child.kill(signal)
    expect((await exited)[0]).toBe(code)
    expect(await lab.closed).toBe('the lab is closing')
    expect(existsSync(join(store, 'lab.sock'))).toBe(false)
  })
})
