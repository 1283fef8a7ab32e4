import { expect, test } from 'vitest'
import { menuTemplate } from '../src/main/electron/menu.ts'
import { keyMap } from '../src/renderer/commands/key-map.ts'

const keys = new Map(keyMap.flatMap(({ keys: entries }) => entries).flatMap(({ keys: written, commands }) => commands.map((id, i) => [id, written[i]] as const)))

test('every command of the native menu is one of the page, with the same key, and is sent by its id', () => {
  const sent: string[] = []
  const items = menuTemplate('linux', (id) => void sent.push(id)).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : [])).filter(({ id }) => id !== undefined)
  expect(items.length).toBeGreaterThan(10)
  for (const { id = '', accelerator, registerAccelerator } of items) {
    expect([id, String(accelerator).replace('CmdOrCtrl', 'Ctrl'), registerAccelerator]).toEqual([id, keys.get(id), false])
  }
  for (const item of items) item.click?.(undefined as never, undefined as never, undefined as never)
  expect(sent).toEqual(items.map(({ id }) => id))
})
