import type * as Electron from 'electron'

/**
 * All of Electron that the lab uses. The real module satisfies it (see `index.ts`), and so does the stand-in of the test:
 * what is not named here cannot be called.
 */
export interface ElectronParts {
  readonly app: Pick<
    typeof Electron.app,
    'name' | 'setPath' | 'enableSandbox' | 'requestSingleInstanceLock' | 'whenReady' | 'on' | 'quit' | 'exit' | 'isPackaged'
  >
  readonly protocol: Pick<typeof Electron.protocol, 'registerSchemesAsPrivileged' | 'handle'>
  readonly session: { readonly defaultSession: Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'> }
  readonly ipcMain: Pick<typeof Electron.ipcMain, 'on'>
  readonly screen: Pick<typeof Electron.screen, 'getAllDisplays'>
  readonly dialog: Pick<typeof Electron.dialog, 'showErrorBox'>
  readonly Menu: Pick<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'>
  readonly BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => LabWindow
}

export type LabWindow = Pick<
  Electron.BrowserWindow,
  'loadURL' | 'once' | 'on' | 'show' | 'focus' | 'restore' | 'maximize' | 'isMinimized' | 'isMaximized' | 'isDestroyed' | 'getNormalBounds'
> & { readonly webContents: Pick<Electron.WebContents, 'id' | 'mainFrame' | 'send'> }
