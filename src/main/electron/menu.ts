import type { MenuItemConstructorOptions } from 'electron'

/** Commands of the page that also stand in the menu; the ids are those of its command register. */
const places = [
  { id: 'go.start', label: 'Start', accelerator: 'Alt+1' },
  { id: 'go.runs', label: 'Runs', accelerator: 'Alt+2' },
  { id: 'go.compare', label: 'Compare', accelerator: 'Alt+3' },
  { id: 'go.settings', label: 'Settings', accelerator: 'CmdOrCtrl+,' },
] as const

/**
 * The native menu. Keys of the page's own commands are shown but not registered: the page hears them itself, and a key
 * must not act twice.
 */
export function menuTemplate(platform: NodeJS.Platform, send: (command: string) => void): MenuItemConstructorOptions[] {
  const goTo: MenuItemConstructorOptions[] = places.map(({ id, label, accelerator }) => ({ id, label, accelerator, registerAccelerator: false, click: () => send(id) }))
  const first: MenuItemConstructorOptions = platform === 'darwin' ? { role: 'appMenu' } : { label: '&File', submenu: [{ role: 'quit' }] }
  return [
    first,
    { role: 'editMenu' },
    { label: '&Go', submenu: goTo },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { role: 'toggleDevTools' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ]
}
