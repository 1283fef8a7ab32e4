import { expect, test } from 'vitest'
import { printProgram } from '../print.ts'
import { record } from '../record.ts'
import { commonSubexpressions } from './common-subexpressions.ts'

test('equal operations on equal operands are made once, through chains', () => {
  const before = record((ops) => {
    const x = ops.input('x', [2], 'f32')
    return { a: ops.mul(ops.exp(x), 2), b: ops.mul(ops.exp(x), 2), c: ops.sum(x, { axes: [0] }), d: ops.sum(x) }
  })
  expect(printProgram(commonSubexpressions(before))).toMatchInlineSnapshot(`
    "input x: %0 f32[2]
    %1 = exp(%0) f32[2]
    %2 = full{value 2} f32[]
    %3 = mul(%1, %2) f32[2]
    %4 = sum{axes [0]}(%0) f32[]
    output a: %3
    output b: %3
    output c: %4
    output d: %4"
  `)
})

test('parameters tell operations apart, zero from minus zero too', () => {
  const before = record((ops) => {
    const x = ops.input('x', [2, 2], 'f32')
    const counter = ops.full([], 1, 'i32')
    return {
      a: ops.add(x, 0),
      b: ops.add(x, -0),
      c: ops.add(x, NaN),
      d: ops.add(x, Infinity),
      e: ops.sum(x, { axes: [0] }),
      f: ops.sum(x, { axes: [1] }),
      g: ops.randomUniform([2], 'f32', { seed: 1, stream: 1, counter }),
      h: ops.randomUniform([2], 'f32', { seed: 1, stream: 2, counter }),
      i: ops.randomUniform([2], 'f64', { seed: 1, stream: 1, counter }),
    }
  })
  expect(commonSubexpressions(before).instructions).toHaveLength(before.instructions.length)
})

test('random draws with equal key and counter are one draw', () => {
  const before = record((ops) => {
    const draw = () => ops.randomUniform([2], 'f32', { seed: 1, stream: 1, counter: ops.cast(ops.step(), 'i32') })
    return { a: draw(), b: draw() }
  })
  expect(commonSubexpressions(before).instructions.map(({ primitive }) => primitive.op)).toEqual(['step', 'cast', 'randomUniform'])
})
