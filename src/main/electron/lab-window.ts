import { labAddress } from './lab-address.ts'
import type { ElectronParts, LabWindow } from './parts.ts'
import { placeWindow, readWindowState, smallest, writeWindowState } from './window-bounds.ts'

/** Opens the one window: sandboxed, isolated, where it was left. */
export function openLabWindow({ BrowserWindow, screen }: Pick<ElectronParts, 'BrowserWindow' | 'screen'>, preload: string, stateFile: string): LabWindow {
  const saved = readWindowState(stateFile)
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...placeWindow(saved?.bounds ?? null, workAreas),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Grokscope',
    show: false, // until the page has drawn: no white flash
    webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, spellcheck: false },
  })
  if (saved?.maximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => rememberPlace(window, stateFile))
  void window.loadURL(labAddress).catch(() => {}) // answered by our own protocol; what fails there is shown in the window
  return window
}

/** Also before quitting: an app that exits does not ask its windows. */
export function rememberPlace(window: LabWindow, stateFile: string): void {
  writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximised: window.isMaximized() })
}

export function bringToFront(window: LabWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
