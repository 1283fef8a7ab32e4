import { expect, test } from 'vitest'
import { temporaryBytes } from './lifetimes.ts'
import { overwriteOperands } from './overwrite-operands.ts'
import { printSchedule } from './print.ts'
import type { Loop } from './schedule.ts'
import { elements, input, loops, product, schedule, temporary } from './testing/hand-made.ts'

const six = [input(4), input(4), temporary(4), temporary(4), temporary(4), temporary(4)]
const kept = (made: ReturnType<typeof schedule>): number => temporaryBytes(overwriteOperands(made)) / 16

test('a result takes the room of an operand that dies with it, along a whole chain', () => {
  const chain = schedule(six, [product(2, 2, 0, 1), loops(elements(4, 3, [2], 'exp')), loops(elements(4, 4, [3, 0], 'mul')), product(2, 5, 4, 1)], [5])
  expect(printSchedule(overwriteOperands(chain))).toMatchInlineSnapshot(`
    "b0 f32[4] input b0
    b1 f32[4] input b1
    b2 f32[4]
    b3 f32[4]
    phase 0
      product 2 x 2 over 2 f32: b2 = b0 strides 2 1 times b1 strides 2 1
    phase 1
      loop 1 x 4
        r0 = element b2 f32
        r1 = exp(r0) f32
        element b2 = r1
    phase 2
      loop 1 x 4
        r0 = element b2 f32
        r1 = element b0 f32
        r2 = mul(r0, r1) f32
        element b2 = r2
    phase 3
      product 2 x 2 over 2 f32: b3 = b2 strides 2 1 times b1 strides 2 1
    output b5 b3"
  `)
})

test('an operand that is read later, or by another kernel of the phase, keeps its room', () => {
  const first = [product(2, 2, 0, 1), loops(elements(4, 3, [2], 'exp'))]
  const later = schedule(six, [...first, product(2, 5, 3, 2)], [5])
  expect(overwriteOperands(later)).toBe(later)
  const beside = { ...schedule(six, [...first, product(2, 5, 2, 2), product(2, 4, 3, 5)], [4]), phases: [[0], [1, 2], [3]] }
  expect(overwriteOperands(beside)).toBe(beside)
})

test('an operand that is read at other places than it would be written, or is an output, keeps its room', () => {
  const turned: Loop = {
    ...elements(4, 3, [2]),
    rows: 2,
    columns: 2,
    inputs: [{ kind: 'strided', buffer: 2, offset: 0, dtype: 'f32', rowAxes: [{ length: 2, stride: 1 }], columnAxes: [{ length: 2, stride: 2 }] }],
  }
  expect(kept(schedule(six.slice(0, 4), [product(2, 2, 0, 1), loops(turned)], [3]))).toBe(2)
  expect(kept(schedule(six.slice(0, 4), [product(2, 2, 0, 1), loops(elements(4, 3, [2], 'exp'))], [2, 3]))).toBe(2)
  expect(kept(schedule(six.slice(0, 4), [product(2, 2, 0, 1), loops(elements(4, 3, [2], 'exp'))], [3]))).toBe(1)
})

test('an operand that is read at another offset, or multiplied by the product whose epilogue writes the result, keeps its room', () => {
  const later: Loop = { ...elements(3, 3, [2], 'exp'), inputs: [{ kind: 'element', buffer: 2, offset: 1, dtype: 'f32' }] }
  expect(kept(schedule(six.slice(0, 4), [product(2, 2, 0, 1), loops(later)], [3]))).toBe(2)
  const scaled: Loop = {
    rows: 2,
    columns: 2,
    inputs: [{ kind: 'product', dtype: 'f32' }, { kind: 'element', buffer: 2, offset: 0, dtype: 'f32' }],
    body: [{ kind: 'elementwise', op: 'mul', operands: [0, 1], dtype: 'f32' }],
    outputs: [{ kind: 'element', register: 2, buffer: 4, offset: 0 }],
  }
  // The product itself stays, so that only its factor could give room.
  expect(kept(schedule(six.slice(0, 5), [product(2, 2, 0, 1), product(2, 3, 2, 1, scaled)], [3, 4]))).toBe(3)
  expect(kept(schedule(six.slice(0, 5), [product(2, 2, 0, 1), product(2, 3, 0, 1, scaled)], [3, 4]))).toBe(2)
})

test('what an epilogue makes of a product stands where the product stood, if nobody else wants the product', () => {
  const epilogue: Loop = { ...elements(4, 3, []), rows: 2, columns: 2, inputs: [{ kind: 'product', dtype: 'f32' }], body: [{ kind: 'elementwise', op: 'exp', operands: [0], dtype: 'f32' }], outputs: [{ kind: 'element', register: 1, buffer: 3, offset: 0 }] }
  expect(kept(schedule(six.slice(0, 4), [product(2, 2, 0, 1, epilogue)], [3]))).toBe(1)
  expect(kept(schedule(six.slice(0, 4), [product(2, 2, 0, 1, epilogue)], [2, 3]))).toBe(2)
  const ontoFactor: Loop = { ...epilogue, outputs: [{ kind: 'element', register: 1, buffer: 0, offset: 0 }] }
  expect(kept(schedule(six.slice(0, 3), [product(2, 2, 0, 1, ontoFactor)], [0]))).toBe(1)
})
