import { beforeAll, expect, test, vi } from 'vitest'
import type { Preferences } from './preferences.ts'

let read: (text: string | null) => Preferences
beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  read = (await import('./preferences.ts')).readPreferences
})

const defaults = { theme: 'system', density: 'default', vision: 'normal', motion: 'system' }

test('nothing kept, or nothing that can be read, is the defaults', () => {
  expect(read(null)).toEqual(defaults)
  expect(read('{"theme": "da')).toEqual(defaults)
  for (const text of ['7', '[]', 'null']) expect(read(text)).toEqual(defaults)
})
test('a value of another version costs only its own key', () => {
  expect(read('{"theme":"dark","density":"spacious","future":1}')).toEqual({ ...defaults, theme: 'dark' })
})
