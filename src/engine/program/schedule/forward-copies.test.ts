import { expect, test } from 'vitest'
import { record } from '../record.ts'
import { forwardCopies } from './forward-copies.ts'
import { scheduleOf } from './lower.ts'
import { printSchedule } from './print.ts'
import type { Loop, Schedule } from './schedule.ts'
import { elements, input, loops, product, schedule, temporary } from './testing/hand-made.ts'

const to = (loop: Loop, offset: number): Loop => ({ ...loop, outputs: loop.outputs.map((output) => ({ ...output, offset })) })
const copies = ({ kernels }: Schedule): number => kernels.flatMap((kernel) => (kernel.kind === 'loops' ? kernel.loops : [])).filter(({ body }) => body.length === 0).length

test('sums by row of two columns are added up in the halves of the gradient, which are read where they stand', () => {
  const program = record((ops) => {
    const values = ops.input('values', [4, 2], 'f32')
    const sums = ['a', 'b'].map((name) => ops.segmentSum(values, ops.input(name, [4], 'i32'), 3))
    return { gradient: ops.concat(sums, 0), first: ops.neg(sums[0]!) }
  })
  expect(printSchedule(scheduleOf(program, new Set()))).toMatchInlineSnapshot(`
    "b0 f32[8] input values
    b1 i32[4] input a
    b2 i32[4] input b
    b3 f32[6]
    b4 f32[6]
    b5 f32[12]
    b6 f32[6]
    phase 0
      segmentSum 4 rows of 2 into 3 f32: b3 = b0 by b1
    phase 1
      segmentSum 4 rows of 2 into 3 f32: b4 = b0 by b2
    phase 2
      sweep of 2 loops
        loop 3 x 2
          r0 = element b3 f32
          element b5 = r0
        loop 3 x 2
          r0 = element b4 f32
          element b5+6 = r0
    phase 3
      loop 3 x 2
        r0 = element b3 f32
        r1 = neg(r0) f32
        element b6 = r1
    output gradient b5
    output first b6"
  `)
  expect(printSchedule(forwardCopies(scheduleOf(program, new Set())))).toMatchInlineSnapshot(`
    "b0 f32[8] input values
    b1 i32[4] input a
    b2 i32[4] input b
    b3 f32[12]
    b4 f32[6]
    phase 0
      segmentSum 4 rows of 2 into 3 f32: b3 = b0 by b1
    phase 1
      segmentSum 4 rows of 2 into 3 f32: b3+6 = b0 by b2
    phase 2
      loop 3 x 2
        r0 = element b3 f32
        r1 = neg(r0) f32
        element b4 = r1
    output gradient b3
    output first b4"
  `)
})

test('a product is written where its copy would stand only at the beginning of a buffer', () => {
  const buffers = [input(4), temporary(4), temporary(8)]
  const at = (offset: number): Schedule => schedule(buffers, [product(2, 1, 0, 0), loops(to(elements(4, 2, [1]), offset))], [2])
  expect(copies(forwardCopies(at(0)))).toBe(0)
  expect(forwardCopies(at(4))).toEqual(at(4))
})

test('a part that others write too, an output, or one that is made once for every step is copied', () => {
  const buffers = [input(4), temporary(4), temporary(8)]
  const make = loops(elements(4, 1, [0], 'neg'))
  const copy = loops(elements(4, 2, [1]))
  expect(copies(forwardCopies(schedule(buffers, [make, copy], [2])))).toBe(0)
  expect(copies(forwardCopies(schedule(buffers, [make, copy], [1, 2])))).toBe(1)
  expect(copies(forwardCopies(schedule(buffers, [make, loops(to(elements(2, 2, [0], 'neg'), 3)), copy], [2])))).toBe(1)
  expect(copies(forwardCopies(schedule(buffers, [{ ...make, once: true }, copy], [2])))).toBe(1)
})
