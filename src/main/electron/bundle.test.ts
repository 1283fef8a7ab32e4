import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { RunId } from '../../shared/schema/run.ts'
import { testLab } from '../core/testing/labs.ts'

/**
 * The built desktop app against a stand-in of Electron. The build is `out/`, made here where the sources have changed since
 * it was made, or the folder that GROKSCOPE_OUT names, as it is.
 */
const run = promisify(execFile)
const root = resolve(import.meta.dirname, '..', '..', '..')
const named = process.env['GROKSCOPE_OUT']
const build = named ?? join(root, 'out')

let folder: string

async function session(store: string, env: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'stand-in', 'session.ts'), build, store], {
    env: { ...process.env, ...env },
    timeout: 60_000,
  })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desktop-'))
  if (named === undefined) await run(process.execPath, [join(root, 'scripts', 'setup.mjs'), '--only-build'])
}, 180_000)
afterAll(() => rm(folder, { recursive: true }))

describe('the built desktop app', () => {
  let seen: Record<string, unknown>
  let store: string
  beforeAll(async () => {
    store = join(folder, 'store')
    seen = await session(store, { STAND_IN_TRAINS: '1' })
  }, 90_000)

  test('prepares scheme, sandbox and profile before Electron is ready, and opens nothing until then', () => {
    expect(seen['beforeReady']).toEqual({
      schemes: [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }],
      sandboxEnabled: true,
      windows: 0,
    })
    expect(seen['readyWhenAsked']).toBe(false)
    expect(seen['userData']).toBe(join(store, 'electron'))
  })

  test('opens one sandboxed, isolated window on its own page and shows it when it is drawn', () => {
    expect(seen['window']).toMatchObject({
      options: {
        show: false,
        x: 280,
        y: 90,
        width: 1360,
        height: 860,
        webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, preload: join(build, 'preload', 'index.cjs') },
      },
      calls: expect.arrayContaining(['load app://lab/']),
    })
  })

  test('serves the page with its policy, and nothing outside it', () => {
    expect(seen['page']).toMatchObject({
      root: { status: 200, type: 'text/html; charset=utf-8', policy: expect.stringMatching(/^default-src 'none'; script-src 'self'; .*connect-src 'self';/) },
      otherHost: { status: 404 },
      climb: { status: 404 },
    })
  })

  test('answers the contract over the port that the preload hands to the page', () => {
    expect(seen['info']).toMatchObject({ host: 'electron', store, node: process.versions.node })
    expect(seen['portsForFrames']).toBe(0)
  })

  test('gives a reloaded page a new port and ends the old one', () => {
    expect(seen['infoAgain']).toEqual(seen['info'])
  })

  test('does not serve ports from another window, frame, page, a frame that is gone, or more than one', () => {
    expect(seen['strangers']).toEqual({ anotherWindow: false, anotherFrame: false, goneFrame: false, twoPorts: false, anotherPage: false })
    expect(seen['stillAnswered']).toBe(0)
  })

  test('denies navigation, further windows, webviews and every permission but writing plain text', () => {
    expect(seen['shut']).toEqual({
      openWindow: 'deny',
      navigation: true,
      redirect: true,
      webview: true,
      allowed: { geolocation: false, media: false, 'clipboard-read': false, 'clipboard-sanitized-write': true },
    })
  })

  test('comes to the front when it is started again', () => {
    expect(seen['onSecondStart']).toEqual(['restore', 'show', 'focus'])
  })

  test('sends the commands of its menu to the page', () => {
    expect(seen['command']).toEqual({ kind: 'lab-command', id: 'go.runs' })
    expect(seen['roles']).toEqual(expect.arrayContaining(['quit', 'copy', 'reload']))
  })

  test('shows in its menu what the page says can be done, and refuses what is no command', () => {
    expect(seen['menu']).toEqual({
      atFirst: [],
      told: [
        { id: 'edit.undo', label: 'Undo: rename seed 3', enabled: true, accelerator: 'CmdOrCtrl+Z', registerAccelerator: false },
        { id: 'go.runs', label: 'Runs', enabled: true, accelerator: '1', registerAccelerator: false },
      ],
      refused: 'bad-input',
    })
  })

  test('quits once the lab is closed, and remembers where the window was', () => {
    expect([seen['exitsAtOnce'], seen['exitCode'], seen['exitCodes']]).toEqual([0, 0, [0]])
    expect(seen['socketLeft']).toBe(false)
    expect(seen['place']).toEqual({ bounds: { x: 11, y: 22, width: 1000, height: 700 }, maximised: false })
  })

  test('quitting while a run trains leaves it interrupted with a checkpoint that it goes on from', async () => {
    const { id, step } = seen['trained'] as { id: RunId; step: number }
    const lab = await testLab(onTestFinished, { store })
    const { run, checkpoints } = await lab.client.call('runs.get', { id })
    expect(run.state).toMatchObject({ status: 'interrupted', reason: 'The lab was closed.' })
    const reached = run.state.status === 'interrupted' ? run.state.step : -1
    expect(reached).toBeGreaterThanOrEqual(step)
    expect(run.state).toMatchObject({ resumableFrom: reached })
    expect(checkpoints.at(-1)).toMatchObject({ step: reached, hasOptimiser: true })

    await lab.client.call('runs.resume', { id })
    await lab.until(id, (state) => state.status === 'running' && state.step > reached)
    await lab.client.call('runs.stop', { id })
  }, 60_000)

  test('opens where it was left', async () => {
    const second = await session(store)
    expect(second['window']).toMatchObject({ options: { x: 11, y: 22, width: 1000, height: 700 } })
  }, 60_000)
})

test('a second instance leaves at once, without opening the store', async () => {
  expect(await session(join(folder, 'second'), { STAND_IN_SECOND: '1' })).toEqual({ code: 0, windows: 0, storeTouched: false })
})

test('a store that cannot be opened is told in a box, and the app leaves with 1', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  expect(await session(file)).toEqual({ code: 1, errorBoxes: [expect.stringMatching(/^Grokscope could not open: .*a-file/)] })
})
