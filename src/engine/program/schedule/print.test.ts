import { expect, test } from 'vitest'
import { printSchedule } from './print.ts'
import type { Kernel, Loop, Schedule } from './schedule.ts'
import { elements, input, loops, product, schedule, temporary } from './testing/hand-made.ts'

const everyInput: Loop = {
  rows: 2,
  columns: 3,
  inputs: [
    { kind: 'element', buffer: 0, offset: 4, dtype: 'f32' },
    { kind: 'strided', buffer: 0, offset: 1, dtype: 'f32', rowAxes: [{ length: 2, stride: 1 }], columnAxes: [{ length: 3, stride: 2 }] },
    { kind: 'lookup', buffer: 0, offset: 0, dtype: 'f32', tableRows: 3, indices: 1, indexOffset: 1, indexStride: 2 },
    { kind: 'columnIndex', dtype: 'i32' },
    { kind: 'step', dtype: 'f64' },
  ],
  body: [
    { kind: 'number', value: -0, dtype: 'f32' },
    { kind: 'elementwise', op: 'select', operands: [0, 1, 2], dtype: 'f32' },
    { kind: 'rowReduce', op: 'argmax', operand: 6, dtype: 'i32' },
  ],
  outputs: [
    { kind: 'row', register: 7, buffer: 2, offset: 0 },
    { kind: 'strided', register: 6, buffer: 3, offset: 0, rowAxes: [{ length: 2, stride: 1 }], columnAxes: [{ length: 3, stride: 2 }] },
    { kind: 'columnReduce', op: 'max', register: 6, buffer: 3, offset: 6 },
    { kind: 'totalReduce', op: 'sum', register: 6, buffer: 3, offset: 9 },
  ],
}

const kernels: readonly Kernel[] = [
  { ...loops(everyInput), once: true },
  { ...product(2, 3, 0, 0, { ...elements(4, 3, []), inputs: [{ kind: 'product', dtype: 'f32' }] }), batch: 2 },
  { kind: 'segmentSum', dtype: 'f32', rows: 2, width: 3, segments: 4, values: 0, indices: 1, indexOffset: 0, indexStride: 2, out: 3, offset: 1, once: false },
  { kind: 'random', primitive: { op: 'randomUniform', seed: 7, stream: 3, shape: [2], dtype: 'f32' }, counter: 1, out: 3, once: false },
  { kind: 'svd', dtype: 'f32', rows: 2, columns: 2, operand: 0, out: 3, once: false },
  loops(elements(2, 3, [0]), elements(2, 3, [0], 'neg')),
]

const made: Schedule = {
  ...schedule([input(10), { dtype: 'i32', length: 9, home: { kind: 'constant', value: { shape: [9], dtype: 'i32', data: Int32Array.from([5, 4, 3, 2, 1, 0, 1, 2, 3]) } } }, temporary(2), { dtype: 'f32', length: 10, home: { kind: 'temporary', place: 1 } }], kernels, [3]),
  phases: [[0], [1, 2], [3, 4], [5]],
}

test('buffers, kernels phase by phase, and outputs are written out', () => {
  expect(printSchedule(made)).toMatchInlineSnapshot(`
    "b0 f32[10] input b0
    b1 i32[9] constant 5, 4, 3, 2, 1, 0, 1, 2, …
    b2 f32[2]
    b3 f32[10] place 1
    phase 0, once
      loop 2 x 3
        r0 = element b0+4 f32
        r1 = strided b0+1 rows 2:1 columns 3:2 f32
        r2 = lookup b0 of 3 rows by b1+1:2 f32
        r3 = columnIndex i32
        r4 = step f64
        r5 = -0 f32
        r6 = select(r0, r1, r2) f32
        r7 = row argmax(r6) i32
        row b2 = r7
        strided b3 rows 2:1 columns 3:2 = r6
        column b3+6 = max r6
        total b3+9 = sum r6
    phase 1
      product 2 x 2 x 2 over 2 f32: b3 = b0 strides 0 2 1 times b0 strides 0 2 1
        epilogue 1 x 4
          r0 = product f32
          element b3 = r0
      segmentSum 2 rows of 3 into 4 f32: b3+1 = b0 by b1:2
    phase 2
      randomUniform seed 7 stream 3: b3 by b1
      svd 2 x 2 f32: b3 = b0
    phase 3
      sweep of 2 loops
        loop 1 x 2
          r0 = element b0 f32
          element b3 = r0
        loop 1 x 2
          r0 = element b0 f32
          r1 = neg(r0) f32
          element b3 = r1
    output b3 b3"
  `)
})
