import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import type { MenuCommand } from '../../shared/schema/menu.ts'
import { acceleratorOf, menuTemplate } from './menu.ts'

const command = (change: Partial<MenuCommand>): MenuCommand => ({ id: 'go.runs', title: 'Runs', menu: 'go', submenu: null, keys: '1', enabled: true, ...change })
const under = (template: readonly MenuItemConstructorOptions[], label: string): readonly MenuItemConstructorOptions[] => {
  const found = template.find((menu) => menu.label === label)?.submenu
  return Array.isArray(found) ? found : []
}

test('keys of the register are Electron’s, and what Electron would not know is left out', () => {
  expect(['Ctrl+K', 'Ctrl+Shift+Z', 'Alt+Home', 'F1', '1', 'Shift+→', '[', '+', '-', 'Ctrl+,', 'Space', 'Del'].map(acceleratorOf)).toEqual([
    'CmdOrCtrl+K', 'CmdOrCtrl+Shift+Z', 'Alt+Home', 'F1', '1', 'Shift+Right', '[', 'Plus', '-', 'CmdOrCtrl+,', 'Space', 'Delete',
  ])
  expect(['', 'Ctrl+', 'Hyper+K', 'ß', 'Kx'].map(acceleratorOf)).toEqual([null, 'CmdOrCtrl+Plus', null, null, null])
})

test('commands stand in their menus, greyed where they cannot be done, and a choice sends the id', () => {
  const sent: string[] = []
  const template = menuTemplate('linux', [command({}), command({ id: 'edit.undo', title: 'Undo: move A & B to the trash', menu: 'edit', keys: 'Ctrl+Z' }), command({ id: 'edit.redo', title: 'Redo', menu: 'edit', enabled: false })], (id) => sent.push(id))
  expect(under(template, '&Edit').slice(0, 2)).toMatchObject([
    { id: 'edit.undo', label: 'Undo: move A && B to the trash', enabled: true, accelerator: 'CmdOrCtrl+Z', registerAccelerator: false },
    { id: 'edit.redo', label: 'Redo', enabled: false },
  ])
  under(template, '&Go')[0]?.click?.(null as never, undefined, null as never)
  expect(sent).toEqual(['go.runs'])
})

test('headings gather their commands once, and a menu without any is not there', () => {
  const template = menuTemplate('linux', ['a', 'b'].map((id) => command({ id, menu: 'file', submenu: 'Run an experiment' })), () => undefined)
  const [experiments, line, quit] = under(template, '&File')
  expect([experiments?.label, Array.isArray(experiments?.submenu) && experiments.submenu.length, line?.type, quit?.role]).toEqual(['Run an experiment', 2, 'separator', 'quit'])
  expect(template.map(({ label }) => label)).not.toContain('&Run')
})
