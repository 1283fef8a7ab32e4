import { expect, test } from 'vitest'
import { relu } from '../../ops/derived.ts'
import { f32, spread } from '../../ops/conformance/case.ts'
import { interpret } from '../interpret.ts'
import { printProgram } from '../print.ts'
import type { Program } from '../program.ts'
import { record } from '../record.ts'
import { commonSubexpressions } from './common-subexpressions.ts'
import { deadCode } from './dead-code.ts'
import { masksFromResults } from './masks-from-results.ts'

/** A layer with its gradient: the activation is read by a product on the way forth, the mask on the way back. */
const layer = commonSubexpressions(
  record((ops) => {
    const x = ops.input('x', [2, 2], 'f32')
    const y = ops.sum(ops.matmul(relu(ops, x), ops.input('w', [2, 1], 'f32')))
    return { g: ops.gradient(y, [x])[0]! }
  }),
)

const pass = (program: Program): Program => deadCode(masksFromResults(program))

test('the mask of a gradient is that of the activation, which a product keeps in memory', () => {
  expect(printProgram(pass(layer))).toMatchInlineSnapshot(`
    "input x: %0 f32[2, 2]
    input w: %1 f32[2, 1]
    %2 = full{value 0} f32[]
    %3 = less(%2, %0) bool[2, 2]
    %4 = select(%3, %0, %2) f32[2, 2]
    %5 = full{value 1} f32[]
    %6 = reshape(%5) f32[1, 1]
    %7 = broadcastTo(%6) f32[2, 1]
    %8 = matmul{transposeRight true}(%7, %1) f32[2, 2]
    %9 = full{value 0} f32[]
    %10 = less(%9, %4) bool[2, 2]
    %11 = select(%10, %8, %2) f32[2, 2]
    output g: %11"
  `)
})

test('every bit stays, for NaN, infinities, zeros of both signs and denormals', () => {
  const inputs = { x: f32([2, 2], [NaN, -0, 1e-45, Infinity]), w: spread([2, 1], 'f32') }
  const more = { x: f32([2, 2], [0, -1e-45, -Infinity, 3]), w: spread([2, 1], 'f32') }
  for (const given of [inputs, more]) expect(interpret(pass(layer), given)).toEqual(interpret(layer, given))
})

test('a mask stays where nothing keeps the result, and where it is not that of max(x, 0)', () => {
  const lone = commonSubexpressions(record((ops) => {
    const x = ops.input('x', [2, 2], 'f32')
    return { g: ops.gradient(ops.sum(ops.exp(relu(ops, x))), [x])[0]! }
  }))
  const other = commonSubexpressions(record((ops) => {
    const x = ops.input('x', [2, 2], 'f32')
    const y = ops.select(ops.less(0, x), x, 1)
    return { g: ops.gradient(ops.sum(ops.matmul(y, y)), [x])[0]! }
  }))
  for (const program of [lone, other]) expect(printProgram(masksFromResults(program))).toBe(printProgram(program))
})
