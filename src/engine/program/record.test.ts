import { expect, test } from 'vitest'
import { relu } from '../ops/derived.ts'
import type { Tensor } from '../ops/ops.ts'
import { printProgram } from './print.ts'
import { record } from './record.ts'

test('a program notes inputs, instructions and outputs in order', () => {
  const program = record((ops) => {
    const w = ops.input('w', [3, 2], 'f32')
    const x = ops.input('x', [4, 3], 'f32')
    return { y: relu(ops, ops.matmul(x, w)), w: ops.mul(w, 0.5) }
  })
  expect(printProgram(program)).toMatchInlineSnapshot(`
    "input w: %0 f32[3, 2]
    input x: %1 f32[4, 3]
    %2 = matmul(%1, %0) f32[4, 2]
    %3 = full{value 0} f32[]
    %4 = less(%3, %2) bool[4, 2]
    %5 = full{value 0} f32[]
    %6 = select(%4, %2, %5) f32[4, 2]
    %7 = full{value 0.5} f32[]
    %8 = mul(%0, %7) f32[3, 2]
    output y: %6
    output w: %8"
  `)
})

test('a gradient is noted like everything else', () => {
  const program = record((ops) => {
    const x = ops.input('x', [2], 'f64')
    return { g: ops.gradient(ops.sum(ops.exp(x)), [x])[0]! }
  })
  expect(printProgram(program)).toMatchInlineSnapshot(`
    "input x: %0 f64[2]
    %1 = exp(%0) f64[2]
    %2 = sum{axes [0]}(%1) f64[]
    %3 = full{value 1} f64[]
    %4 = reshape(%3) f64[1]
    %5 = broadcastTo(%4) f64[2]
    %6 = mul(%5, %1) f64[2]
    output g: %6"
  `)
})

test('numbers take the dtype of the tensor they meet, and parameters are written out', () => {
  const program = record((ops) => {
    const i = ops.input('i', [2, 3], 'i32')
    return { rest: ops.mod(i, 2), total: ops.sum(i, { axes: [-1] }), part: ops.slice(i, [0, 1], [2, 2]) }
  })
  expect(printProgram(program)).toMatchInlineSnapshot(`
    "input i: %0 i32[2, 3]
    %1 = full{value 2} i32[]
    %2 = mod(%0, %1) i32[2, 3]
    %3 = sum{axes [1]}(%0) i32[2]
    %4 = slice{start [0, 1]; size [2, 2]}(%0) i32[2, 2]
    output rest: %2
    output total: %3
    output part: %4"
  `)
})

test('a refusal names the line that asked, through derived operations too', () => {
  expect(() => record((ops) => ({ y: relu(ops, ops.cast(ops.input('x', [2], 'f32'), 'bool')) }))).toThrow(/src\/engine\/program\/record\.test\.ts:\d+/)
})

test('an input name stands once', () => {
  expect(() => record((ops) => ({ y: ops.add(ops.input('x', [2], 'f32'), ops.input('x', [2], 'f32')) }))).toThrow('there is an input named x already')
})

test('a tensor of another recording is refused', () => {
  let stray: Tensor | undefined
  record((ops) => ({ y: (stray = ops.input('x', [2], 'f32')) }))
  expect(() => record((ops) => ({ y: ops.neg(stray!) }))).toThrow('neg of f32[2] is not possible: it does not belong to the program being recorded')
  expect(() => record(() => ({ y: stray! }))).toThrow('output of f32[2]')
})

test('shapes are checked while recording', () => {
  expect(() => record((ops) => ({ y: ops.add(ops.input('a', [2], 'f32'), ops.input('b', [3], 'f32')) }))).toThrow('the shapes do not broadcast')
})
