import { expect, test } from 'vitest'
import { groupPhases, preparationPhases } from './phases.ts'
import { elements, input, loops, product, schedule, temporary } from './testing/hand-made.ts'

const four = [input(4), input(4), temporary(4), temporary(4), temporary(4), temporary(4)]

test('a kernel comes one phase after the last that it depends on, independent ones share a phase', () => {
  const made = schedule(four, [product(2, 2, 0, 1), product(2, 3, 1, 0), product(2, 4, 2, 3), product(2, 5, 0, 0)], [4, 5])
  expect(groupPhases(made).phases).toEqual([[0, 1, 3], [2]])
})

test('who overwrites waits for those who read, and for those who wrote before', () => {
  const made = schedule(four, [product(2, 2, 0, 1), loops(elements(4, 0, [1])), loops(elements(4, 0, [2]))], [0])
  expect(groupPhases(made).phases).toEqual([[0], [1], [2]])
})

test('parts of one buffer are filled at the same time', () => {
  const half = (offset: number) => loops({ ...elements(2, 2, [0]), outputs: [{ kind: 'element', register: 0, buffer: 2, offset }] })
  const made = schedule(four, [half(0), half(2), product(2, 3, 2, 1)], [3])
  expect(groupPhases(made).phases).toEqual([[0, 1], [2]])
})

test('a write that covers all earlier ones is what later readers wait for', () => {
  const made = schedule(four, [loops(elements(4, 2, [0])), loops(elements(4, 2, [1])), product(2, 3, 2, 1), loops(elements(4, 2, [0]))], [2, 3])
  expect(groupPhases(made).phases).toEqual([[0], [1], [2], [3]])
})

test('loops that nobody waits for stand in the last phase, products as early as they can', () => {
  const made = schedule(four, [loops(elements(4, 5, [0], 'neg')), product(2, 4, 1, 1), product(2, 2, 0, 1), product(2, 3, 2, 1)], [3, 4, 5])
  expect(groupPhases(made).phases).toEqual([[1, 2], [0, 3]])
})

test('what runs once stands before the rest, in phases of its own', () => {
  const once = { ...loops(elements(4, 2, [0])), once: true }
  const made = schedule(four, [product(2, 3, 1, 1), once, { ...loops(elements(4, 5, [2])), once: true }, product(2, 4, 3, 5)], [4])
  const grouped = groupPhases(made)
  expect(grouped.phases).toEqual([[1], [2], [0], [3]])
  expect(preparationPhases(grouped)).toBe(2)
  expect(preparationPhases(groupPhases(schedule(four, [product(2, 3, 1, 1)], [3])))).toBe(0)
  expect(preparationPhases(schedule(four, [], []))).toBe(0)
})
