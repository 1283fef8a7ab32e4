import { expect, test } from 'vitest'
import { f32 } from '../../ops/conformance/case.ts'
import { printProgram } from '../print.ts'
import { record } from '../record.ts'
import { deadCode } from './dead-code.ts'
import { foldConstants } from './fold-constants.ts'

test('what depends on constants alone is computed', () => {
  const before = record((ops) => {
    const x = ops.input('x', [3], 'f32')
    const scale = ops.sqrt(ops.add(ops.full([], 3, 'f32'), 1))
    const row = ops.mul(ops.constant(f32([3], [1, 2, 3])), scale)
    return { y: ops.add(ops.mul(x, scale), row) }
  })
  expect(printProgram(deadCode(foldConstants(before)))).toMatchInlineSnapshot(`
    "input x: %0 f32[3]
    %1 = full{value 2} f32[]
    %2 = constant{2, 4, 6} f32[3]
    %3 = mul(%0, %1) f32[3]
    %4 = add(%3, %2) f32[3]
    output y: %4"
  `)
})

test('step and random draws with a counter that moves are left alone', () => {
  const before = record((ops) => {
    const counter = ops.cast(ops.step(), 'i32')
    return { y: ops.randomUniform([2], 'f32', { seed: 1, stream: 1, counter }), s: ops.mul(ops.step(), 2) }
  })
  expect(foldConstants(before)).toEqual(before)
})

test('multiplying and dividing by one disappear where they keep the shape', () => {
  const before = record((ops) => {
    const x = ops.input('x', [2], 'f64')
    return { a: ops.mul(x, 1), b: ops.mul(1, x), c: ops.div(x, 1), d: ops.mul(x, ops.full([3, 2], 1, 'f64')), e: ops.div(1, x) }
  })
  expect(deadCode(foldConstants(before)).instructions.map(({ primitive }) => primitive.op)).toEqual(['full', 'mul', 'full', 'div'])
})

test('large results are left to the executor', () => {
  const before = record((ops) => ({ y: ops.broadcastTo(ops.full([], 1, 'f32'), [100, 100]) }))
  expect(foldConstants(before)).toEqual(before)
})
