import type { MenuCommand, MenuName } from '../../shared/schema/menu.ts'
import type { Command } from './register.ts'

/** Where a command of a group stands, and under which heading. */
const places: Readonly<Record<Command['group'], { readonly menu: MenuName; readonly submenu: string | null }>> = {
  'Go to': { menu: 'go', submenu: null },
  'Edit': { menu: 'edit', submenu: null },
  'Experiments': { menu: 'file', submenu: 'Run an experiment' },
  'Runs': { menu: 'run', submenu: null },
  'This run': { menu: 'run', submenu: null },
  'Compare': { menu: 'run', submenu: 'Compare' },
  'View': { menu: 'view', submenu: null },
  'Guide': { menu: 'help', submenu: null },
  'Help': { menu: 'help', submenu: null },
}

/** So many of the latest runs: a menu is no list of a thousand. */
const mostRuns = 10
/** As long as a line of a menu can be read; Electron’s own limit is far beyond. */
const mostLetters = 100

/** What cannot always be done keeps its place in the menu, greyed. */
const kept: readonly Omit<MenuCommand, 'enabled'>[] = [
  { id: 'edit.undo', title: 'Undo', menu: 'edit', submenu: null, keys: 'Ctrl+Z' },
  { id: 'edit.redo', title: 'Redo', menu: 'edit', submenu: null, keys: 'Ctrl+Shift+Z' },
  { id: 'go.curves', title: 'Curves of the run opened last', menu: 'go', submenu: null, keys: '2' },
  { id: 'go.insides', title: 'Insides of the run opened last', menu: 'go', submenu: null, keys: '4' },
  { id: 'view.inspector', title: 'Inspector', menu: 'view', submenu: null, keys: 'Ctrl+I' },
]

/** The register as a menu bar has it: every command but those that open one of many runs, of which the latest stand. */
export function nativeMenu(commands: readonly Command[]): readonly MenuCommand[] {
  const opening = (id: string): boolean => id.startsWith('open.')
  const latest = new Set(commands.filter(({ id }) => opening(id)).slice(0, mostRuns).map(({ id }) => id))
  const seen = new Set<string>()
  const standing = commands.flatMap(({ id, title, group, keys }): MenuCommand[] => {
    if (seen.has(id) || (opening(id) && !latest.has(id))) return []
    seen.add(id)
    return [{ id, title: title.length > mostLetters ? `${title.slice(0, mostLetters - 1)}…` : title, ...placeOf(id, group), keys: keys ?? null, enabled: true }]
  })
  const absent = kept.filter(({ id }) => !seen.has(id)).map((command): MenuCommand => ({ ...command, enabled: false }))
  const order = new Map(kept.map(({ id }, i) => [id, i]))
  // Undo stands above redo, whichever of them can be done.
  const edits = [...standing, ...absent].filter(({ menu }) => menu === 'edit').sort((a, b) => (order.get(a.id) ?? kept.length) - (order.get(b.id) ?? kept.length))
  return [...edits, ...[...standing, ...absent].filter(({ menu }) => menu !== 'edit')]
}

function placeOf(id: string, group: Command['group']): Pick<MenuCommand, 'menu' | 'submenu'> {
  if (id === 'go.new') return { menu: 'file', submenu: null }
  if (id.startsWith('open.')) return { menu: 'file', submenu: 'Latest runs' }
  if (id.startsWith('measure.')) return { menu: 'help', submenu: 'Measures' }
  if (id.startsWith('view.rows.')) return { menu: 'view', submenu: 'Rows' }
  if (id.startsWith('view.vision.')) return { menu: 'view', submenu: 'Colour vision' }
  return places[group]
}
