import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where the window is opened from: taken as an argument, so that a test can stand elsewhere. */
export interface Desk {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isRoot: boolean
}

export const thisDesk = (): Desk => ({ platform: process.platform, env: process.env, isRoot: process.getuid?.() === 0 })

interface Command {
  readonly program: string
  readonly args: readonly string[]
}

const appBrowsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'brave-browser']

/** The browser keeps to itself: no first-run pages, no accounts, no keyring, no traffic of its own. */
const quiet = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--password-store=basic',
]

/** Ways to show the address, best first; none without a display. */
export function windowCommands(url: string, profile: string, desk: Desk): readonly Command[] {
  const { platform, env, isRoot } = desk
  if (platform === 'darwin') return [{ program: 'open', args: [url] }]
  if (platform === 'win32') return [{ program: 'rundll32', args: ['url.dll,FileProtocolHandler', url] }]
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return []
  // Chromium refuses to run for root with its sandbox, and the lab does not switch the sandbox off.
  const browser = isRoot ? null : firstOnPath(appBrowsers, env['PATH'] ?? '')
  const app = browser === null ? [] : [{ program: browser, args: [`--app=${url}`, `--user-data-dir=${profile}`, '--class=grokscope', ...quiet] }]
  const other = firstOnPath(['xdg-open'], env['PATH'] ?? '')
  return other === null ? app : [...app, { program: other, args: [url] }]
}

export interface Window {
  /** `nowhere`: no display, or nothing on this computer that could. `failed`: something was tried and did not. */
  readonly shown: Promise<'shown' | 'failed' | 'nowhere'>
  close(): void
}

/** A browser that is still there after this time, or left in order, has shown the window. */
const startMs = 3000

/**
 * Tries the ways in turn. The address stands in the arguments of the browser, where other users of this computer may
 * read it; it is worthless as soon as the window has opened.
 */
export function openWindow(urlOf: () => string, profile: string, desk: Desk = thisDesk()): Window {
  let child: ChildProcess | null = null
  let isClosed = false

  const attempt = ({ program, args }: Command): Promise<boolean> =>
    new Promise((resolve) => {
      const started = spawn(program, args, { stdio: 'ignore' })
      child = started
      const patience = setTimeout(() => resolve(true), startMs)
      const end = (ok: boolean): void => {
        clearTimeout(patience)
        if (child === started) child = null
        resolve(ok)
      }
      started.on('error', () => end(false))
      started.on('exit', (code) => end(code === 0))
    })

  const shown = (async () => {
    const ways = windowCommands('', profile, desk).length
    for (let way = 0; way < ways && !isClosed; way++) {
      const command = windowCommands(urlOf(), profile, desk)[way] // a failed browser may have used the token
      if (command && (await attempt(command))) return 'shown'
    }
    if (ways === 0) return 'nowhere'
    return isClosed ? 'shown' : 'failed' // a browser that we ended ourselves did not fail
  })()

  return {
    shown,
    close: () => {
      isClosed = true
      child?.kill('SIGTERM')
    },
  }
}

function firstOnPath(names: readonly string[], path: string): string | null {
  for (const name of names) {
    for (const folder of path.split(delimiter).filter((part) => part !== '')) {
      const program = join(folder, name)
      try {
        accessSync(program, constants.X_OK)
        return program
      } catch {
        // not here
      }
    }
  }
  return null
}
