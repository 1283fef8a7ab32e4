import { expect, test } from 'vitest'
import { acceleratorOf, menuTemplate } from '../src/main/electron/menu.ts'
import { keyMap } from '../src/renderer/commands/key-map.ts'
import { nativeMenu } from '../src/renderer/commands/native-menu.ts'

const written = keyMap.flatMap(({ keys }) => keys).flatMap(({ keys, commands }) => commands.map((id, i) => ({ id, keys: keys[i] ?? '' })))

test('every key of a command of the page can stand in the native menu', () => {
  expect(written.length).toBeGreaterThan(20)
  expect(written.filter(({ keys }) => acceleratorOf(keys) === null)).toEqual([])
})

test('what keeps its place in the menu has the key that the page hears, and waits greyed', () => {
  const keysOf = new Map(written.map(({ id, keys }) => [id, keys]))
  const items = menuTemplate('linux', nativeMenu([]), () => undefined).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : [])).filter(({ id }) => id !== undefined)
  expect(items.length).toBeGreaterThan(3)
  for (const { id = '', accelerator, registerAccelerator, enabled } of items) expect([id, accelerator, registerAccelerator, enabled]).toEqual([id, acceleratorOf(keysOf.get(id) ?? ''), false, false])
})
