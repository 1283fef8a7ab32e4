import type { MenuItemConstructorOptions } from 'electron'

/** Commands of the page that also stand in the menu: ids and keys are those of its command register, which a test compares. */
const goTo = [
  { id: 'go.start', label: 'Start', accelerator: 'Alt+Home' },
  { id: 'go.new', label: 'New run', accelerator: 'Alt+N' },
  { id: 'go.runs', label: 'Runs', accelerator: '1' },
  { id: 'go.curves', label: 'Curves of the last run', accelerator: '2' },
  { id: 'go.compare', label: 'Compare', accelerator: '3' },
  { id: 'go.insides', label: 'Insides of the last run', accelerator: '4' },
  { id: 'go.projects', label: 'Projects', accelerator: '5' },
  { id: 'go.settings', label: 'Settings', accelerator: 'CmdOrCtrl+,' },
] as const
const view = [
  { id: 'view.run-list', label: 'Run list', accelerator: 'CmdOrCtrl+J' },
  { id: 'view.inspector', label: 'Inspector', accelerator: 'CmdOrCtrl+I' },
  { id: 'view.full-panel', label: 'One panel in the whole window', accelerator: 'F' },
  { id: 'view.copy-link', label: 'Copy a link to this view', accelerator: 'Y' },
] as const
const help = [
  { id: 'help.palette', label: 'Find runs, experiments, commands', accelerator: 'CmdOrCtrl+K' },
  { id: 'help.shortcuts', label: 'Keys of this screen', accelerator: 'CmdOrCtrl+/' },
  { id: 'go.guide', label: 'Guide', accelerator: 'F1' },
] as const

/**
 * The native menu. Keys of the page's own commands are shown but not registered: the page hears them itself, and a key
 * must not act twice.
 */
export function menuTemplate(platform: NodeJS.Platform, send: (command: string) => void): MenuItemConstructorOptions[] {
  const items = (commands: typeof goTo | typeof view | typeof help): MenuItemConstructorOptions[] =>
    commands.map(({ id, label, accelerator }) => ({ id, label, accelerator, registerAccelerator: false, click: () => send(id) }))
  const first: MenuItemConstructorOptions = platform === 'darwin' ? { role: 'appMenu' } : { label: '&File', submenu: [{ role: 'quit' }] }
  return [
    first,
    { role: 'editMenu' },
    { label: '&Go', submenu: items(goTo) },
    {
      label: '&View',
      submenu: [
        ...items(view),
        { type: 'separator' },
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
    { label: '&Help', submenu: items(help) },
  ]
}
