import { expect, test } from 'vitest'
import { spread } from '../../ops/conformance/case.ts'
import type { DifferentiableOps, Tensor } from '../../ops/ops.ts'
import { interpret } from '../interpret.ts'
import { printProgram } from '../print.ts'
import type { Program } from '../program.ts'
import { record } from '../record.ts'
import { deadCode } from './dead-code.ts'
import { sumsOfParts } from './sums-of-parts.ts'

const pass = (program: Program): Program => deadCode(sumsOfParts(program))
const inputs = { w: spread([5, 2]), a: spread([3, 2], 'f64', 1), b: spread([2, 2], 'f64', 2) }

/** The gradient of w when rows from `start` on are used, each time `size` of them. */
function gradientOf(slices: readonly (readonly [start: number, size: number])[]): Program {
  return record((ops: DifferentiableOps) => {
    const w = ops.input('w', [5, 2], 'f64')
    const used = slices.map(([start, size], i) => ops.sum(ops.exp(ops.mul(ops.slice(w, [start, 0], [size, 2]), i + 1))))
    return { g: ops.gradient(used.reduce((sum: Tensor, part) => ops.add(sum, part)), [w])[0]! }
  })
}
const operations = (program: Program): string[] => program.instructions.map(({ primitive }) => primitive.op)

test('two parts become one tensor without zeros around them', () => {
  const program = record((ops) => ({
    y: ops.add(ops.pad(ops.input('b', [2, 2], 'f64'), [3, 0], [0, 0]), ops.pad(ops.input('a', [3, 2], 'f64'), [0, 0], [2, 0])),
  }))
  expect(printProgram(pass(program))).toMatchInlineSnapshot(`
    "input b: %0 f64[2, 2]
    input a: %1 f64[3, 2]
    %2 = concat{axis 0}(%1, %0) f64[5, 2]
    output y: %2"
  `)
  expect(interpret(pass(program), inputs)).toEqual(interpret(program, inputs))
})

test('the gradient of a table that is used in slices has one concat and no pad', () => {
  const program = gradientOf([[0, 2], [4, 1], [2, 2]])
  expect(operations(pass(program)).filter((op) => op === 'pad')).toEqual([])
  expect(operations(pass(program)).filter((op) => op === 'concat')).toHaveLength(1)
  expect(interpret(pass(program), inputs)).toEqual(interpret(program, inputs))
})

test('zeros stay between and around parts that do not touch', () => {
  const program = gradientOf([[3, 1], [1, 1]])
  expect(operations(pass(program)).filter((op) => op === 'pad')).toEqual(['pad'])
  expect(interpret(pass(program), inputs)).toEqual(interpret(program, inputs))
})

test('parts that overlap are added', () => {
  const program = gradientOf([[0, 3], [2, 3]])
  expect(printProgram(sumsOfParts(program))).toBe(printProgram(program))
})
