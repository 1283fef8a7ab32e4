import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { root, run, type Outcome } from './built-lab.ts'

// The archive of `npm run package` in a folder of its own with a space in its name, in a network namespace that has no
// interface but loopback, without a home, and without a Node, npm or compiler on the path.

const minutes = 60_000

/** A user namespace lets anybody have such a network; inside some containers it is forbidden. */
const canUnplug = spawnSync('unshare', ['-rn', 'true']).status === 0

let folder: string
let lab: string
let home: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'grokscope package '))
  home = join(folder, 'home')
  mkdirSync(home)
  const packed = await run(process.execPath, [join(root, 'scripts', 'package.mjs')])
  expect(packed.status, packed.stderr).toBe(0)
  const archive = packed.stdout.trim()
  expect(spawnSync('tar', ['-xzf', archive, '-C', folder]).status).toBe(0)
  const [name] = readdirSync(folder).filter((entry) => entry.startsWith('grokscope-'))
  lab = join(folder, name ?? '')
}, 10 * minutes)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Only what the wrapper itself needs; no Node is here. */
function barePath(): string {
  const bin = join(folder, 'path')
  if (!existsSync(bin)) {
    mkdirSync(bin)
    for (const tool of ['sh', 'readlink']) symlinkSync(spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim(), join(bin, tool))
  }
  return bin
}

const bareEnvironment = (): NodeJS.ProcessEnv => ({ HOME: home, PATH: barePath(), LANG: 'C.UTF-8' })

/** Runs a shell script inside the unplugged namespace, loopback up. */
function unplugged(script: string): Promise<Outcome> {
  const inside = `${spawnSync('sh', ['-c', 'command -v ip'], { encoding: 'utf8' }).stdout.trim() || '/sbin/ip'} link set lo up 2>/dev/null; ${script}`
  const unshare = spawnSync('sh', ['-c', 'command -v unshare'], { encoding: 'utf8' }).stdout.trim()
  return run(unshare, ['-rn', '/bin/sh', '-c', inside], { cwd: folder, env: bareEnvironment() })
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
const grokscope = (...words: readonly string[]): string => [join(lab, 'bin', 'grokscope'), ...words, '--store', join(folder, 'my store')].map(quoted).join(' ')

describe('the package', { timeout: 3 * minutes }, () => {
  test('holds what it needs and nothing of the machine that made it', () => {
    for (const path of ['bin/grokscope', 'runtime/node', 'out/main/server.js', 'out/renderer/index.html', 'LICENSE', 'THIRD-PARTY-LICENCES.txt', 'resources/fonts']) {
      expect(existsSync(join(lab, path)), path).toBe(true)
    }
    expect(readdirSync(join(lab, 'node_modules'))).toEqual(['better-sqlite3'])
    expect(readdirSync(join(lab, 'node_modules', 'better-sqlite3', 'prebuilds'))).toEqual(['linux-x64.node'])
    const licences = readFileSync(join(lab, 'THIRD-PARTY-LICENCES.txt'), 'utf8')
    for (const name of ['better-sqlite3', 'vue', 'echarts', 'zod', 'Node.js', 'The font Inter']) expect(licences).toMatch(new RegExp(`^${name}( |$)`, 'm'))
    const bundle = readdirSync(join(lab, 'out', 'main'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    for (const entry of bundle) expect(readFileSync(join(entry.parentPath, entry.name), 'utf8').includes(root), entry.name).toBe(false)
  })

  test('runs through a link, from another folder', async () => {
    symlinkSync(join(lab, 'bin', 'grokscope'), join(folder, 'link'))
    const { status, stdout, stderr } = await run(join(folder, 'link'), ['--version'], { cwd: home, env: bareEnvironment() })
    expect(status, stderr).toBe(0)
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('the package in a network without any route', { timeout: 5 * minutes }, () => {
  beforeEach(({ task, skip }) => {
    if (canUnplug) return
    Object.assign(task.meta, { reason: 'this machine allows no network namespaces (unshare -rn)' })
    skip()
  })

  test('the namespace has no way out', async () => {
    const reach = `require('net').connect(53, '192.0.2.1').on('error', (e) => console.log(e.code)).on('connect', () => console.log('out'))`
    const { stdout } = await unplugged(`${quoted(join(lab, 'runtime', 'node'))} -e ${quoted(reach)}`)
    expect(stdout.trim()).toBe('ENETUNREACH')
  })

  test('lists, trains and exports', async () => {
    const presets = await unplugged(grokscope('presets', '--json'))
    expect(presets.status, presets.stderr).toBe(0)
    expect(presets.stdout).toContain('"id":"pocket-grok"')

    const trained = await unplugged(grokscope('run', 'pocket-grok', '--steps', '50', '--json'))
    expect(trained.status, trained.stderr).toBe(0)
    expect(JSON.parse(trained.stdout)).toMatchObject({ preset: 'pocket-grok', steps: 50, final: { step: 50, train_accuracy: 1 } })

    const curves = await unplugged(grokscope('curves', 'latest', '--csv', '--series', 'train_loss'))
    expect(curves.stdout.trim().split('\n')).toHaveLength(52)

    const file = join(folder, 'weights.safetensors')
    const weights = await unplugged(grokscope('weights', 'latest', '--out', file))
    expect(weights.status, weights.stderr).toBe(0)
    const bytes = readFileSync(file)
    const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString('utf8')) as Record<string, unknown>
    expect(Object.keys(header)).toContain('layers.0.weight')
  })

  test('the lab opens there and gives its page over loopback', async () => {
    // Node plays the browser: it follows the address with its token, keeps the cookie, and asks for the page and one of its files.
    const browser = `
      const { spawn } = require('node:child_process')
      const lab = spawn(process.argv[2], ['--no-open', '--store', process.argv[3]], { stdio: ['ignore', 'pipe', 'inherit'] })
      lab.stdout.setEncoding('utf8').once('data', async (text) => {
        const address = /http:\\S+/.exec(text)[0]
        const entered = await fetch(address, { redirect: 'manual' })
        const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0]
        const page = await fetch(new URL('/', address), { headers: { cookie } })
        const html = await page.text()
        const script = await fetch(new URL(/src="([^"]+\\.js)"/.exec(html)[1], address), { headers: { cookie } })
        console.log(JSON.stringify({ page: page.status, html: html.length, script: script.status, type: script.headers.get('content-type') }))
        lab.once('exit', (code) => process.exit(0))
        lab.kill('SIGINT')
      })`
    const file = join(folder, 'browser.cjs')
    writeFileSync(file, browser)
    const words = [join(lab, 'runtime', 'node'), file, join(lab, 'bin', 'grokscope'), join(folder, 'my store')].map(quoted).join(' ')
    const { status, stdout, stderr } = await unplugged(words)
    expect(status, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ page: 200, script: 200, type: expect.stringContaining('javascript') })
  })
})
