import type * as Electron from 'electron'

/**
 * All of Electron that the lab uses; what is not named here cannot be called. The real module satisfies it (`index.ts`
 * passes it, `parts.test.ts` says so), and so does the stand-in of the test. Members are picked from the real ones, but for
 * events, whose `on` returns the whole object so that nothing smaller could stand in for it. Those are written as call
 * signatures: parameters of methods would be compared loosely, and a listener could be given what it does not expect.
 */
export type ElectronParts = Readonly<{
  app: Pick<typeof Electron.app, 'setPath' | 'enableSandbox' | 'requestSingleInstanceLock' | 'whenReady' | 'quit' | 'exit'> & AppEvents
  protocol: Pick<typeof Electron.protocol, 'registerSchemesAsPrivileged' | 'handle'>
  session: { readonly defaultSession: Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'> }
  ipcMain: { readonly on: (channel: string, listener: (event: PortEvent) => void) => unknown }
  screen: Pick<typeof Electron.screen, 'getAllDisplays'>
  dialog: Pick<typeof Electron.dialog, 'showErrorBox'>
  Menu: Pick<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'>
  BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => LabWindow
}>

interface Preventable {
  preventDefault(): void
}

interface AppEvents {
  readonly on: {
    (event: 'second-instance', listener: () => void): unknown
    (event: 'activate', listener: () => void): unknown
    (event: 'window-all-closed', listener: () => void): unknown
    (event: 'before-quit', listener: (event: Preventable) => void): unknown
    (event: 'web-contents-created', listener: (event: unknown, contents: Contents) => void): unknown
  }
}

export interface Contents {
  readonly on: {
    (event: 'will-navigate', listener: (event: Preventable) => void): unknown
    (event: 'will-redirect', listener: (event: Preventable) => void): unknown
    (event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  }
  readonly setWindowOpenHandler: (handler: () => { action: 'deny' }) => void
}

/** Of a message with ports: who sent it. */
export interface PortEvent {
  readonly sender: Pick<Electron.WebContents, 'id'>
  readonly senderFrame: Frame | null
  readonly ports: readonly Port[]
}

type Frame = Pick<Electron.WebFrameMain, 'url'>

export interface Port {
  readonly on: {
    (event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
    (event: 'close', listener: () => void): unknown
  }
  postMessage(message: unknown): void
  start(): void
  close(): void
}

export type LabWindow = Pick<
  Electron.BrowserWindow,
  'loadURL' | 'show' | 'focus' | 'restore' | 'maximize' | 'isMinimized' | 'isMaximized' | 'isDestroyed' | 'getNormalBounds'
> & {
  readonly webContents: Pick<Electron.WebContents, 'id' | 'send'> & { readonly mainFrame: Frame }
  readonly once: (event: 'ready-to-show', listener: () => void) => unknown
  readonly on: {
    (event: 'close', listener: () => void): unknown
    (event: 'closed', listener: () => void): unknown
  }
}
