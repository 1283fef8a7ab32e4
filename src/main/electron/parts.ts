import type * as Electron from 'electron'

/**
 * All of Electron that the lab uses; what is not named here cannot be called. The real module satisfies it (`index.ts`
 * passes it), and so does the stand-in of the test. Members with events are written out, because Electron's `on` returns
 * the whole object and nothing smaller could stand in for it.
 */
export type ElectronParts = Readonly<{
  app: Pick<typeof Electron.app, 'setPath' | 'enableSandbox' | 'requestSingleInstanceLock' | 'whenReady' | 'quit' | 'exit'> & AppEvents
  protocol: Pick<typeof Electron.protocol, 'registerSchemesAsPrivileged' | 'handle'>
  session: { readonly defaultSession: Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'> }
  ipcMain: { on(channel: string, listener: (event: PortEvent) => void): unknown }
  screen: { getAllDisplays(): Pick<Electron.Display, 'workArea'>[] }
  dialog: Pick<typeof Electron.dialog, 'showErrorBox'>
  Menu: { buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Electron.Menu; setApplicationMenu(menu: Electron.Menu): void }
  BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => LabWindow
}>

interface Preventable {
  preventDefault(): void
}

interface AppEvents {
  on(event: 'second-instance', listener: () => void): unknown
  on(event: 'activate', listener: () => void): unknown
  on(event: 'window-all-closed', listener: () => void): unknown
  on(event: 'before-quit', listener: (event: Preventable) => void): unknown
  on(event: 'web-contents-created', listener: (event: unknown, contents: Contents) => void): unknown
}

export interface Contents {
  on(event: 'will-navigate', listener: (event: Preventable) => void): unknown
  on(event: 'will-redirect', listener: (event: Preventable) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  setWindowOpenHandler(handler: () => { action: 'deny' }): void
}

/** Of a message with ports: who sent it. */
export interface PortEvent {
  readonly sender: Pick<Electron.WebContents, 'id'>
  readonly senderFrame: Frame | null
  readonly ports: readonly Port[]
}

type Frame = Pick<Electron.WebFrameMain, 'url'>

export interface Port {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

export type LabWindow = Pick<
  Electron.BrowserWindow,
  'loadURL' | 'show' | 'focus' | 'restore' | 'maximize' | 'isMinimized' | 'isMaximized' | 'isDestroyed' | 'getNormalBounds'
> & {
  readonly webContents: Pick<Electron.WebContents, 'id' | 'send'> & { readonly mainFrame: Frame }
  once(event: 'ready-to-show', listener: () => void): unknown
  on(event: 'close', listener: () => void): unknown
  on(event: 'closed', listener: () => void): unknown
}
