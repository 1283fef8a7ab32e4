import { expect, test } from 'vitest'
import { record } from '../../program/record.ts'
import { encodedOf } from './encoded-programs.ts'

const program = () => record((ops) => ({ x: ops.add(ops.input('x', [2], 'f64'), ops.input('y', [2], 'f64')) }))

test('a program is compiled once for each part and each set of fixed inputs', () => {
  const own = program()
  const first = encodedOf(own, 'step', new Set(['y']))
  expect(encodedOf(own, 'step', new Set(['y', 'z']))).toBe(first)
  expect(encodedOf(own, 'step', new Set(['x', 'y']))).not.toBe(first)
  expect(encodedOf(own, 'evaluation', new Set(['y']))).not.toBe(first)
  expect(encodedOf(program(), 'step', new Set(['y']))).not.toBe(first)
})

test('outputs of an evaluation are kept apart from the state of that name', () => {
  const own = program()
  expect(encodedOf(own, 'evaluation', new Set()).json).toContain('evaluation of x')
  expect(encodedOf(own, 'step', new Set()).json).not.toContain('evaluation of x')
})
