import { describe, expect, test } from 'vitest'
import { LabError } from '../../shared/errors.ts'
import { agrees, conformanceCases, refusals } from './conformance.ts'
import { f32 } from './conformance/case.ts'
import { referenceOps } from './eager.ts'
import type { Ops, Tensor } from './ops.ts'

function errorOf(attempt: () => unknown): unknown {
  try {
    attempt()
  } catch (error) {
    return error
  }
  return null
}

describe('the reference gives what was worked out by hand', () => {
  for (const { title, tolerance, operands, build, expected } of conformanceCases) {
    if (!expected) continue
    test(title, () => {
      const ops = referenceOps()
      const { data } = ops.value(build(ops, ...operands.map((operand) => ops.constant(operand))))
      const differing = expected.filter((element, i) => !agrees(data[i]!, element, tolerance) || Object.is(element, -0) !== Object.is(data[i], -0))
      expect([data.length, differing], `got ${[...data].join(', ')}`).toEqual([expected.length, []])
    })
  }
})

test('the reference carries sums of f32 in f64, whatever adds up', () => {
  const ops = referenceOps()
  const x = ops.constant(f32([3], [2 ** 24, 1, -(2 ** 24)]))
  const sums = [
    ops.sum(x),
    ops.matmul(ops.reshape(x, [1, 3]), ops.full([3, 1], 1, 'f32')),
    ops.segmentSum(x, ops.full([3], 0, 'i32'), 1),
  ]
  expect(sums.map((y) => ops.value(y).data[0])).toEqual([1, 1, 1])
})

test('every primitive has a case', () => {
  const covered = new Set<string>(conformanceCases.map(({ primitive }) => primitive))
  expect(Object.keys(refusals).filter((name) => !covered.has(name))).toEqual([])
})

describe('a shape or dtype that does not fit is refused', () => {
  for (const [name, attempts] of Object.entries(refusals) as [string, readonly ((ops: Ops) => Tensor)[]][]) {
    for (const [i, attempt] of attempts.entries()) {
      test(`${name}, ${i + 1}`, () => {
        const error = errorOf(() => attempt(referenceOps())) as LabError
        expect(error).toBeInstanceOf(LabError)
        expect(error.code).toBe('shape')
        expect(error.message).toContain('is not possible')
        expect(error.details['op']).toBe(name === 'cast' ? 'add' : name)
      })
    }
  }
  test('with the operation, the shapes and the line that asked', () => {
    const ops = referenceOps()
    const a = ops.full([2, 3], 1, 'f32')
    const b = ops.full([4, 3], 1, 'f32')
    const error = errorOf(() => ops.matmul(a, b)) as LabError
    expect(error.message).toMatch(
      /^matmul of f32\[2, 3\] and f32\[4, 3\] is not possible: the inner lengths 3 and 4 differ\. Nothing was computed; correct the program\. Asked for at src\/engine\/ops\/conformance\.test\.ts:\d+\.$/,
    )
  })
})
