import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { build, grokscope, root } from './built-lab.ts'

// npm start as a user has it, without a browser: the script, the Node host under it, its workers.

const minutes = 60_000
let folder: string

beforeAll(() => {
  build()
  folder = mkdtempSync(join(tmpdir(), 'grokscope-start-'))
}, 5 * minutes)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const started: ChildProcess[] = []
afterEach(() => {
  for (const script of started.splice(0)) if (script.exitCode === null) script.kill('SIGINT')
})

interface Started {
  readonly script: ChildProcess
  readonly address: string
}

async function start(store: string): Promise<Started> {
  const script = spawn(process.execPath, [join(root, 'scripts', 'start.mjs'), '--no-open', '--store', store], { stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(script)
  const [said] = (await once(script.stdout.setEncoding('utf8'), 'data')) as [string]
  return { script, address: /http:\S+/.exec(said)?.[0] ?? said }
}

/** All processes that come from one, as `ps` sees them. */
function familyOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = stdout.trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  const children = pairs.filter(([, parent]) => parent === pid).map(([child]) => child ?? 0)
  return [...children, ...children.flatMap(familyOf)]
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('npm start', { timeout: 3 * minutes }, () => {
  test('gives the page at the address that it prints', async () => {
    const { script, address } = await start(join(folder, 'page'))
    const entered = await fetch(address, { redirect: 'manual' })
    const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const page = await fetch(new URL('/', address), { headers: { cookie } })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>Grokscope</title>')
    const closed = once(script, 'exit')
    script.kill('SIGINT')
    expect((await closed)[0]).toBe(130)
  })

  test('Ctrl+C ends everything it started, also while a run trains, and the run can go on', async () => {
    const store = join(folder, 'training')
    const { script } = await start(store)
    const client = grokscope('run', 'pocket-grok', '--steps', '100000', '--json', '--store', store)
    // The launcher, the host, and the worker of the run.
    await vi.waitUntil(() => familyOf(script.pid!).length >= 2, { timeout: minutes, interval: 50 })
    await vi.waitUntil(async () => (await grokscope('show', 'latest', '--store', store)).stdout.includes('running at'), { timeout: minutes, interval: 50 })
    const family = familyOf(script.pid!)

    const closed = once(script, 'exit')
    script.kill('SIGINT')
    script.kill('SIGTERM') // npm passes on what the terminal has sent already: one press, two signals
    expect((await closed)[0]).toBe(130)
    expect(family.filter(isAlive)).toEqual([])
    expect((await client).status).toBe(1)
    expect((await grokscope('runs', '--store', store)).stdout).toMatch(/interrupted at \d+ of 100000/)
  })
})
