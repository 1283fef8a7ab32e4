import { expect, test } from 'vitest'
import { optimiserSweep } from './optimiser-sweep.ts'
import { groupPhases } from './phases.ts'
import { printSchedule } from './print.ts'
import { elements, input, loops, product, schedule, temporary } from './testing/hand-made.ts'

test('the updates of all parameters become one kernel, beside what is not a loop', () => {
  const buffers = [input(4), input(4), input(3), temporary(4), temporary(4)]
  const made = groupPhases(schedule(buffers, [product(2, 3, 0, 1), loops(elements(4, 0, [0, 3], 'sub')), loops(elements(3, 2, [2], 'neg')), product(2, 4, 3, 3)], [0, 2, 4]))
  expect(printSchedule(made)).toMatchInlineSnapshot(`
    "b0 f32[4] input b0
    b1 f32[4] input b1
    b2 f32[3] input b2
    b3 f32[4]
    b4 f32[4]
    phase 0
      product 2 x 2 over 2 f32: b3 = b0 strides 2 1 times b1 strides 2 1
    phase 1
      loop 1 x 4
        r0 = element b0 f32
        r1 = element b3 f32
        r2 = sub(r0, r1) f32
        element b0 = r2
      loop 1 x 3
        r0 = element b2 f32
        r1 = neg(r0) f32
        element b2 = r1
      product 2 x 2 over 2 f32: b4 = b3 strides 2 1 times b3 strides 2 1
    output b0 b0
    output b2 b2
    output b4 b4"
  `)
  const swept = optimiserSweep(made)
  expect(swept.kernels.map(({ kind }) => kind)).toEqual(['product', 'loops', 'product'])
  expect(swept.kernels[1]).toMatchObject({ loops: [{ columns: 4 }, { columns: 3 }] })
  expect(swept.phases).toEqual([[0], [1, 2]])
})

test('loops of different phases stay apart, and a phase with one loop stays as it is', () => {
  const made = groupPhases(schedule([input(4), temporary(4), temporary(4)], [loops(elements(4, 1, [0], 'neg')), loops(elements(4, 2, [1], 'exp'))], [2]))
  expect(optimiserSweep(made)).toEqual(made)
})
