import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useInTurn } from './in-turn.ts'

let frames: (() => void)[] = []
beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback))
})
afterEach(() => void vi.unstubAllGlobals())

async function frame(): Promise<void> {
  await nextTick()
  const due = frames
  frames = []
  due.forEach((callback) => callback())
}

test('in a value that changes every frame each reader takes part in a frame of its own, and all have the last one soon after', async () => {
  const step = ref(0)
  const scope = effectScope()
  const readers = scope.run(() => ([0, 1, 2] as const).map((turn) => useInTurn(() => step.value, turn)))!
  const changed: number[] = []
  for (let i = 1; i <= 9; i++) {
    const before = readers.map((reader) => reader.value)
    step.value = i
    await frame()
    changed.push(readers.filter((reader, at) => reader.value !== before[at]).length)
  }
  expect(Math.max(...changed)).toBe(1)
  for (let i = 0; i < 3; i++) await frame()
  expect(readers.map((reader) => reader.value)).toEqual([9, 9, 9])
  expect(frames).toEqual([])
  scope.stop()
})

test('a reader that is gone takes nothing, and holds no frame up', async () => {
  const step = ref(0)
  const scope = effectScope()
  const reader = scope.run(() => useInTurn(() => step.value, 1))!
  step.value = 1
  await nextTick()
  scope.stop()
  for (let i = 0; i < 4; i++) await frame()
  expect(reader.value).toBe(0)
  expect(frames).toEqual([])
})
