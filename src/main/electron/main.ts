import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { LabError, toErrorValue } from '../../shared/errors.ts'
import type { MenuCommand } from '../../shared/schema/menu.ts'
import { openLab, type Lab } from '../core/lab.ts'
import { showOwner } from '../core/owner/show-owner.ts'
import { pageFolder } from '../core/page/page-folder.ts'
import { defaultStore, resourcesFolder, workerCommand } from '../core/paths.ts'
import { closingLimitMs } from '../core/session.ts'
import { scheme } from './lab-address.ts'
import { pageResponder } from './lab-protocol.ts'
import { bringToFront, openLabWindow, rememberPlace } from './lab-window.ts'
import { lockDown } from './lockdown.ts'
import { menuTemplate } from './menu.ts'
import type { ElectronParts, LabWindow } from './parts.ts'
import { servePorts } from './port-handover.ts'

export interface Desktop {
  readonly version: string
  /** The built preload. */
  readonly preload: string
  readonly args: readonly string[]
}

/**
 * The desktop app: one instance a store, one window, and an end that lets the runs checkpoint first. Everything up to the
 * first `await` happens while the entry is loaded, which Electron wants for schemes and paths; and the entry must not wait
 * for this function, because `ready` comes only when the entry is loaded.
 */
export async function runDesktop(electron: ElectronParts, { version, preload, args }: Desktop): Promise<void> {
  const { app, protocol, dialog, Menu } = electron
  const store = storeOf(args)
  mkdirIfPossible(join(store, 'electron'))
  app.setPath('userData', join(store, 'electron')) // the single-instance lock is per user-data folder: so per store
  if (!app.requestSingleInstanceLock()) return app.exit(0) // the first instance hears `second-instance`

  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
  let window: LabWindow | null = null
  const front = (): null => {
    if (window) bringToFront(window)
    return null
  }
  app.on('second-instance', front)
  await app.whenReady()

  let lab: Lab
  let page: string
  try {
    page = pageFolder()
    lab = await openLab({ store, resources: resourcesFolder(), worker: workerCommand(), version, host: 'electron', focus: front })
  } catch (error) {
    if (!(await ownerShowedItself(store, error))) dialog.showErrorBox('Grokscope could not open', toErrorValue(error).message)
    return app.exit(error instanceof LabError && error.code === 'store-busy' ? 0 : 1)
  }

  const stateFile = join(store, 'window.json')
  quitInOrder(app, lab, () => {
    if (window) rememberPlace(window, stateFile)
  })
  lockDown(electron)
  protocol.handle(scheme, pageResponder(page))
  const report = (method: string, error: unknown): void => {
    process.stderr.write(`A mistake inside the lab, in ${method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  }
  const showMenu = (commands: readonly MenuCommand[]): void => {
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, commands, (command) => window?.webContents.send('lab:command', command))))
  }
  servePorts(electron, { ...lab.handlers, 'lab.menu': ({ commands }) => (showMenu(commands), {}) }, () => window, report)
  showMenu([]) // until the page has said what can be done

  const open = (): void => {
    if (window) return
    const opened = openLabWindow(electron, preload, stateFile)
    opened.on('closed', () => (window = null))
    window = opened
  }
  app.on('activate', open)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  open()
}

/** The first quit is held back until the lab is closed; then the app leaves for good. */
function quitInOrder(app: ElectronParts['app'], lab: Lab, remember: () => void): void {
  let isClosing = false
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (isClosing) return
    isClosing = true
    remember()
    setTimeout(() => app.exit(0), closingLimitMs).unref()
    void lab.close().then(
      () => app.exit(0),
      (error: unknown) => {
        process.stderr.write(`${toErrorValue(error).message}\n`)
        app.exit(1)
      },
    )
  })
}

/** Another host owns the store: it comes to the front, and this one leaves without a word. */
async function ownerShowedItself(store: string, error: unknown): Promise<boolean> {
  if (!(error instanceof LabError) || error.code !== 'store-busy') return false
  const shown = await showOwner(store).catch(() => null)
  if (!shown) return false
  if (shown.address !== null) process.stdout.write(`Grokscope is open at ${shown.address}\n`)
  return true
}

/** Chromium has switches of its own among the arguments, so only ours is looked for. */
function storeOf(args: readonly string[]): string {
  const { values } = parseArgs({ args: [...args], options: { store: { type: 'string' } }, strict: false })
  return resolve(typeof values.store === 'string' && values.store !== '' ? values.store : defaultStore())
}

/** Chromium wants its folder to exist; when it cannot, opening the store says why in a sentence. */
function mkdirIfPossible(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    // told by openLab
  }
}
