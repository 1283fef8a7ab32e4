import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand, MenuName } from '../../shared/schema/menu.ts'

type Items = MenuItemConstructorOptions[]
const line = { type: 'separator' } as const satisfies MenuItemConstructorOptions
const withLine = (above: Items, below: Items): Items => (above.length > 0 && below.length > 0 ? [...above, line, ...below] : [...above, ...below])

/**
 * The native menu: the commands of the page's register, as it says they stand now, and what only a host can do. Keys of the page are shown
 * but not registered: the page hears them itself, and a key must not act twice.
 */
export function menuTemplate(platform: NodeJS.Platform, commands: readonly MenuCommand[], send: (id: string) => void): Items {
  const item = ({ id, title, keys, enabled }: MenuCommand): MenuItemConstructorOptions => {
    const accelerator = keys === null ? null : acceleratorOf(keys)
    return { id, label: labelOf(title), enabled, ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }), click: () => send(id) }
  }
  const items = (menu: MenuName): Items => {
    const own = commands.filter((command) => command.menu === menu)
    const headings = [...new Set(own.flatMap(({ submenu }) => submenu ?? []))]
    const below = headings.map((heading): MenuItemConstructorOptions => ({ label: labelOf(heading), submenu: own.filter(({ submenu }) => submenu === heading).map(item) }))
    return withLine(own.filter(({ submenu }) => submenu === null).map(item), below)
  }
  const isMac = platform === 'darwin'
  const menus: Items = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: withLine(items('file'), isMac ? [{ role: 'close' }] : [{ role: 'quit' }]) },
    { label: '&Edit', submenu: withLine(items('edit'), [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }]) },
    { label: '&Go', submenu: items('go') },
    { label: '&Run', submenu: items('run') },
    {
      label: '&View',
      submenu: withLine(items('view'), [{ role: 'reload' }, { role: 'toggleDevTools' }, line, { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, line, { role: 'togglefullscreen' }]),
    },
    { role: 'windowMenu' },
    { label: '&Help', submenu: items('help') },
  ]
  return menus.filter(({ submenu }) => !Array.isArray(submenu) || submenu.length > 0)
}

/** An ampersand names the letter to press in a menu; two are one. */
const labelOf = (title: string): string => title.replaceAll('&', '&&')

const keyNames: Readonly<Record<string, string>> = { '→': 'Right', '←': 'Left', '↑': 'Up', '↓': 'Down', '+': 'Plus', del: 'Delete', esc: 'Esc', space: 'Space', enter: 'Enter', home: 'Home', end: 'End' }
const held: Readonly<Record<string, string>> = { Ctrl: 'CmdOrCtrl', Shift: 'Shift', Alt: 'Alt' }

/** `Ctrl+Shift+→` as Electron writes it; null for what it would not know, because it throws at a key without a name. */
export function acceleratorOf(keys: string): string | null {
  const parts = keys === '+' ? [] : keys.replace(/\+\+$/, '+').split('+').filter((part) => part !== '')
  const last = keys.endsWith('+') ? '+' : (parts.pop() ?? '')
  const key = keyNames[last.toLowerCase()] ?? (/^(?:[A-Za-z0-9]|F\d{1,2}|[[\]/,.\-])$/.test(last) ? last : null)
  const modifiers = parts.map((part) => held[part] ?? null)
  return key === null || modifiers.includes(null) ? null : [...modifiers, key].join('+')
}
