import { EventEmitter } from 'node:events'
import type { MessagePort } from 'node:worker_threads'
import type * as Electron from 'electron'
import type { ElectronParts, LabWindow, Port } from '../parts.ts'

/**
 * Stands in for the module `electron` while the built bundle runs under plain Node: it does what the bundle asks as far
 * as Node can, with real message ports, and notes the rest in `seen`. No part of the product.
 */
export const seen = {
  schemes: [] as Electron.CustomScheme[],
  userData: '',
  sandboxEnabled: false,
  readyWhenAsked: false,
  windows: [] as StandInWindow[],
  menu: [] as Electron.MenuItemConstructorOptions[],
  errorBoxes: [] as string[],
  exitCodes: [] as number[],
}

/** What the test does to the app from outside. */
export const outside = new EventEmitter()

let isReady = false
const ready = Promise.withResolvers<void>()

/** Electron is ready only after its entry has been loaded. */
export function becomeReady(): void {
  isReady = true
  ready.resolve()
}

class StandInApp extends EventEmitter {
  readonly #exited = Promise.withResolvers<number>()

  setPath(name: string, path: string): void {
    if (name === 'userData') seen.userData = path
  }
  enableSandbox(): void {
    if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
    seen.sandboxEnabled = true
  }
  requestSingleInstanceLock(): boolean {
    return !process.env['STAND_IN_SECOND']
  }
  whenReady(): Promise<void> {
    seen.readyWhenAsked = isReady
    return ready.promise
  }
  quit(): void {
    let prevented = false
    this.emit('before-quit', { preventDefault: () => (prevented = true) })
    if (!prevented) this.exit(0)
  }
  exit(code = 0): void {
    seen.exitCodes.push(code)
    this.#exited.resolve(code)
  }
  get exited(): Promise<number> {
    return this.#exited.promise
  }
}
export const app = new StandInApp()

type Handler = Parameters<ElectronParts['protocol']['handle']>[1]
export const handlers = new Map<string, Handler>()

export const protocol = {
  registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]): void => {
    if (isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    seen.schemes.push(...schemes)
  },
  handle: (scheme: string, handler: Handler): void => void handlers.set(scheme, handler),
}

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0]
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0]
export const permissions: { request: RequestHandler; check: CheckHandler } = { request: null, check: null }
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: RequestHandler): void => void (permissions.request = handler),
    setPermissionCheckHandler: (handler: CheckHandler): void => void (permissions.check = handler),
  },
}

export const ipcMain = new EventEmitter()
/** As the page's process sees it: what is sent to the window arrives here. */
export const ipcRenderer = Object.assign(new EventEmitter(), {
  postMessage: (channel: string, _message: unknown, ports: MessagePort[]): void => {
    const window = seen.windows.at(-1)
    if (window) ipcMain.emit(channel, { sender: window.webContents, senderFrame: window.webContents.mainFrame, ports: ports.map(portMain) })
  },
})

/** MessagePortMain over a real port: an emitter whose listeners get `{ data }`. */
export function portMain(port: MessagePort): Port {
  return {
    on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
      event === 'message' ? port.on('message', (data: unknown) => listener({ data })) : port.on('close', () => listener({ data: null })),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  }
}

export class StandInWindow extends EventEmitter implements LabWindow {
  readonly options: Electron.BrowserWindowConstructorOptions
  readonly calls: string[] = []
  readonly webContents = {
    id: 7,
    mainFrame: { url: 'app://lab/' },
    send: (channel: string, ...args: unknown[]): void => void ipcRenderer.emit(channel, {}, ...args),
  }

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super()
    this.options = options
    seen.windows.push(this)
    outside.emit('window', this)
  }
  async loadURL(url: string): Promise<void> {
    this.calls.push(`load ${url}`)
    this.emit('ready-to-show')
  }
  show(): void {
    this.calls.push('show')
  }
  focus(): void {
    this.calls.push('focus')
  }
  restore(): void {
    this.calls.push('restore')
  }
  maximize(): void {
    this.calls.push('maximize')
  }
  isMinimized(): boolean {
    return true
  }
  isMaximized(): boolean {
    return false
  }
  isDestroyed(): boolean {
    return false
  }
  getNormalBounds(): Electron.Rectangle {
    return { x: 11, y: 22, width: 1000, height: 700 }
  }
}
export const BrowserWindow = StandInWindow

const display: Electron.Display = {
  id: 1,
  label: 'Stand-in',
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  size: { width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
  workAreaSize: { width: 1920, height: 1040 },
  nativeOrigin: { x: 0, y: 0 },
  maximumCursorSize: { width: 64, height: 64 },
  scaleFactor: 1,
  rotation: 0,
  colorDepth: 24,
  colorSpace: '',
  depthPerComponent: 8,
  displayFrequency: 60,
  accelerometerSupport: 'unknown',
  touchSupport: 'unknown',
  detected: true,
  internal: false,
  monochrome: false,
}
export const screen = { getAllDisplays: () => [display] }
export const dialog = { showErrorBox: (title: string, content: string): void => void seen.errorBoxes.push(`${title}: ${content}`) }
export const Menu = {
  // A Menu cannot be made without Electron; the template goes through in its place.
  buildFromTemplate: (template: (Electron.MenuItemConstructorOptions | Electron.MenuItem)[]) => template as unknown as Electron.Menu,
  setApplicationMenu: (menu: Electron.Menu | null): void => void (seen.menu = (menu ?? []) as unknown as Electron.MenuItemConstructorOptions[]),
}

/**
 * The members that are used, as the real module types them; `session` has the two of its default session. Nothing smaller
 * than the real objects can have their `on`, which returns them, and a constructor cannot be picked: events, ports and the
 * window are typed in `parts.ts`, against which `parts.test.ts` holds the real module too.
 */
type Real = typeof Electron
void (app satisfies Pick<Real['app'], Exclude<keyof ElectronParts['app'], 'on'>>)
void ({ protocol, screen, dialog, Menu } satisfies {
  protocol: Pick<Real['protocol'], keyof ElectronParts['protocol']>
  screen: Pick<Real['screen'], keyof ElectronParts['screen']>
  dialog: Pick<Real['dialog'], keyof ElectronParts['dialog']>
  Menu: Pick<Real['Menu'], keyof ElectronParts['Menu']>
})
void (session.defaultSession satisfies Pick<Real['session']['defaultSession'], keyof ElectronParts['session']['defaultSession']>)
void ({ app, protocol, session, ipcMain, screen, dialog, Menu, BrowserWindow } satisfies ElectronParts)
