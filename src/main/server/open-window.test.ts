import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openWindow, windowCommands, type Desk } from './open-window.ts'

let bin: string
beforeEach(async () => {
  bin = await mkdtemp(join(tmpdir(), 'bin-'))
})
afterEach(() => rm(bin, { recursive: true }))

/** A program that notes its last argument and then does what the script says. */
async function install(name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\necho "$@" >> ${bin}/${name}.log\n${script}\n`)
  await chmod(join(bin, name), 0o755)
}
const desk = (more: Partial<Desk> = {}): Desk => ({ platform: 'linux', env: { PATH: bin, DISPLAY: ':0' }, isRoot: false, ...more })
const log = (name: string): Promise<string> => readFile(join(bin, `${name}.log`), 'utf8').catch(() => '')

describe('where the address is shown', () => {
  test('in an app window with a profile of its own where Chromium or Chrome is found, else in the default browser', async () => {
    await install('xdg-open', '')
    await install('google-chrome', '')
    const [app, other] = windowCommands('http://x/', '/store/browser', desk())
    expect(app?.program).toBe(join(bin, 'google-chrome'))
    expect(app?.args).toEqual(expect.arrayContaining(['--app=http://x/', '--user-data-dir=/store/browser']))
    expect(other).toEqual({ program: join(bin, 'xdg-open'), args: ['http://x/'] })
  })
  test('nowhere without a display', async () => {
    await install('chromium', '')
    expect(windowCommands('http://x/', '/p', desk({ env: { PATH: bin } }))).toEqual([])
  })
  test('on a Wayland display too', async () => {
    await install('chromium', '')
    expect(windowCommands('http://x/', '/p', desk({ env: { PATH: bin, WAYLAND_DISPLAY: 'wayland-0' } }))).toHaveLength(1)
  })
  test('never in a Chromium of root, and never without its sandbox', async () => {
    await install('chromium', '')
    expect(windowCommands('http://x/', '/p', desk({ isRoot: true }))).toEqual([])
    expect(JSON.stringify(windowCommands('http://x/', '/p', desk()))).not.toContain('no-sandbox')
  })
})

describe('opening the window', () => {
  test('falls back when the first browser fails, with an address of its own', async () => {
    await install('chromium', 'exit 1')
    await install('xdg-open', 'exit 0')
    let addresses = 0
    const { shown } = openWindow(() => `http://x/${++addresses}`, '/p', desk())
    expect(await shown).toBe('shown')
    const [first, second] = [(await log('chromium')).match(/http:\/\/x\/(\d)/)?.[1], (await log('xdg-open')).match(/http:\/\/x\/(\d)/)?.[1]]
    expect(second).not.toBe(first)
  })
  test('says so when nothing could show it', async () => {
    await install('xdg-open', 'exit 3')
    expect(await openWindow(() => 'http://x/', '/p', desk()).shown).toBe('failed')
    expect(await openWindow(() => 'http://x/', '/p', desk({ env: {} })).shown).toBe('nowhere')
  })
  test('closing ends the browser that was started', async () => {
    await install('chromium', `trap 'echo ended >> ${bin}/end.log; kill $!; exit 0' TERM; sleep 60 & echo up >> ${bin}/up.log; wait $!`)
    const window = openWindow(() => 'http://x/', '/p', desk({ env: { PATH: `${bin}:/bin:/usr/bin`, DISPLAY: ':0' } }))
    await vi.waitFor(async () => expect(await log('up')).toBe('up\n'), { timeout: 5000 })
    window.close()
    await vi.waitFor(async () => expect(await log('end')).toContain('ended'), { timeout: 5000 })
  })
})
