import { expect, test } from 'vitest'
import { printProgram } from '../print.ts'
import { record } from '../record.ts'
import { deadCode } from './dead-code.ts'

test('what no output needs is left out, inputs stay', () => {
  const before = record((ops) => {
    const x = ops.input('x', [2], 'f32')
    ops.input('unused', [3], 'f64')
    ops.exp(ops.sin(x))
    return { y: ops.neg(x) }
  })
  expect(printProgram(deadCode(before))).toMatchInlineSnapshot(`
    "input x: %0 f32[2]
    input unused: %1 f64[3]
    %2 = neg(%0) f32[2]
    output y: %2"
  `)
})
