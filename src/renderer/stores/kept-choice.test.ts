import { beforeEach, expect, test, vi } from 'vitest'
import { nextTick, reactive, ref } from 'vue'
import { z } from 'zod'
import { useKeptChoice, type ChoicePlace } from './kept-choice.ts'

const settings = reactive({ known: false, values: {} as Record<string, unknown>, put: vi.fn(async (key: string, value: unknown) => void (settings.values = { ...settings.values, [key]: value })) })
vi.mock('./settings.ts', () => ({ useSettings: () => settings }))

const browser = new Map<string, string>()
beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(settings, { known: false, values: {} })
  settings.put.mockClear()
  browser.clear()
  vi.stubGlobal('localStorage', { getItem: (key: string) => browser.get(key) ?? null, removeItem: (key: string) => browser.delete(key) })
})

test('a choice holds at once, and many in a row are one change of the store', async () => {
  settings.known = true
  const width = useKeptChoice(z.number(), 100, { key: 'table.width' })
  expect(width.value).toBe(100)
  for (const px of [120, 140, 160]) width.value = px
  expect([width.value, settings.put.mock.calls.length]).toEqual([160, 0])
  await vi.advanceTimersByTimeAsync(400)
  expect(settings.put.mock.calls).toEqual([['table.width', 160]])
  settings.values = { 'table.width': 90 } // another window
  expect(width.value).toBe(90)
})

test('each project has its own, and begins with what was kept for all', async () => {
  Object.assign(settings, { known: true, values: { width: 70 } })
  const project = ref('one')
  const width = useKeptChoice(z.number(), 100, () => ({ key: `width.${project.value}`, before: 'width' }))
  expect(width.value).toBe(70)
  width.value = 80
  project.value = 'two'
  expect(width.value).toBe(70)
  project.value = 'one'
  expect(width.value).toBe(80)
})

test('what the browser kept moves into the store once, and what cannot be read is the usual one', async () => {
  const place: ChoicePlace = { key: 'width', browser: 'old.width' }
  browser.set('old.width', '64')
  const width = useKeptChoice(z.number(), 100, place)
  expect([width.value, browser.size]).toEqual([100, 1]) // the store has not spoken yet
  settings.known = true
  await nextTick()
  await nextTick()
  expect([width.value, settings.put.mock.calls, browser.size]).toEqual([64, [['width', 64]], 0])

  browser.set('old.width', '{"cut')
  settings.values = {}
  expect(useKeptChoice(z.number(), 100, place).value).toBe(100)
  settings.values = { width: 'wide' }
  expect(useKeptChoice(z.number(), 100, place).value).toBe(100)
})
