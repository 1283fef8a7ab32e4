import { expect, test } from 'vitest'
import { inPlace } from './in-place.ts'
import { groupPhases } from './phases.ts'
import { printSchedule } from './print.ts'
import { elements, input, loops, product, schedule, temporary } from './testing/hand-made.ts'

test('an update is written over the state it reads element by element, and the copy goes', () => {
  const made = groupPhases(schedule([input(4), input(4), temporary(4)], [loops(elements(4, 2, [0, 1], 'sub')), loops(elements(4, 0, [2]))], [0]))
  expect(printSchedule(made)).toMatchInlineSnapshot(`
    "b0 f32[4] input b0
    b1 f32[4] input b1
    b2 f32[4]
    phase 0
      loop 1 x 4
        r0 = element b0 f32
        r1 = element b1 f32
        r2 = sub(r0, r1) f32
        element b2 = r2
    phase 1
      loop 1 x 4
        r0 = element b2 f32
        element b0 = r0
    output b0 b0"
  `)
  expect(printSchedule(inPlace(made))).toMatchInlineSnapshot(`
    "b0 f32[4] input b0
    b1 f32[4] input b1
    phase 0
      loop 1 x 4
        r0 = element b0 f32
        r1 = element b1 f32
        r2 = sub(r0, r1) f32
        element b0 = r2
    output b0 b0"
  `)
})

test('readers of the old value go first, although they stood later', () => {
  // New a = b·b; c = (old a)·(old a).
  const buffers = [input(4), input(4), temporary(4), temporary(4)]
  const made = schedule(buffers, [product(2, 2, 1, 1), product(2, 3, 0, 0), loops(elements(4, 0, [2]))], [0, 3])
  const placed = inPlace(made)
  expect(placed.kernels).toHaveLength(2)
  expect(placed.phases).toEqual([[1], [0]])
  expect(placed.kernels[0]).toMatchObject({ kind: 'product', out: 0 })
})

test('a product of the state itself cannot be written over it', () => {
  const made = schedule([input(4), input(4), temporary(4)], [product(2, 2, 0, 1), loops(elements(4, 0, [2]))], [0])
  expect(inPlace(made).kernels).toHaveLength(2)
})

test('a reader that needs the new value through others keeps the copy at the end', () => {
  // New a = a + b; c = (new a) · (old a).
  const buffers = [input(4), input(4), temporary(4), temporary(4)]
  const made = schedule(buffers, [loops(elements(4, 2, [0, 1], 'add')), product(2, 3, 2, 0), loops(elements(4, 0, [2]))], [0, 3])
  expect(inPlace(made).phases).toEqual([[0], [1], [2]])
})

test('of a swap one copy is left besides the two that move', () => {
  const buffers = [input(4), input(4), temporary(4), temporary(4)]
  const made = schedule(buffers, [loops(elements(4, 2, [1])), loops(elements(4, 3, [0])), loops(elements(4, 0, [2])), loops(elements(4, 1, [3]))], [0, 1])
  expect(printSchedule(inPlace(made))).toMatchInlineSnapshot(`
    "b0 f32[4] input b0
    b1 f32[4] input b1
    b2 f32[4]
    phase 0
      loop 1 x 4
        r0 = element b0 f32
        element b2 = r0
    phase 1
      loop 1 x 4
        r0 = element b1 f32
        element b0 = r0
    phase 2
      loop 1 x 4
        r0 = element b2 f32
        element b1 = r0
    output b0 b0
    output b1 b1"
  `)
})

test('what runs once never writes a state', () => {
  const made = groupPhases(schedule([input(4), input(4), temporary(4)], [{ ...loops(elements(4, 2, [1], 'neg')), once: true }, loops(elements(4, 0, [2]))], [0]))
  expect(inPlace(made).kernels).toHaveLength(2)
})

test('who reads the new value reads it where it is now', () => {
  const buffers = [input(4), input(4), temporary(4), temporary(4)]
  const made = schedule(buffers, [loops(elements(4, 2, [0, 1], 'add')), product(2, 3, 2, 1), loops(elements(4, 0, [2]))], [0, 3])
  const placed = inPlace(made)
  expect(placed.phases).toEqual([[0], [1]])
  expect(placed.kernels[1]).toMatchObject({ kind: 'product', left: { buffer: 0 } })
})
