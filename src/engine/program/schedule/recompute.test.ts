import { describe, expect, test } from 'vitest'
import { relu } from '../../ops/derived.ts'
import { tolerances } from '../../ops/conformance.ts'
import { i32, spread } from '../../ops/conformance/case.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import type { DifferentiableOps, Tensor } from '../../ops/ops.ts'
import { record } from '../record.ts'
import { differences } from '../testing/same-results.ts'
import { scheduleOf } from './lower.ts'
import { recompute } from './recompute.ts'
import type { Loop, Schedule } from './schedule.ts'

const data = { x: spread([3, 4]), row: spread([3]), w: spread([4, 2]), labels: i32([3], [1, 3, 0]) }
type Given = Readonly<Record<keyof typeof data, Tensor>>

/** A program over the data, before and after the pass; it does the same. */
function schedules(build: (ops: DifferentiableOps, given: Given) => Readonly<Record<string, Tensor>>): readonly [before: Schedule, after: Schedule] {
  const program = record((ops) => build(ops, Object.fromEntries(Object.entries(data).map(([name, { shape, dtype }]) => [name, ops.input(name, shape, dtype)])) as Given))
  const before = scheduleOf(program, new Set(['labels']))
  const after = recompute(before)
  for (const schedule of [before, after]) expect(differences(program, schedule, data satisfies NamedTensors, tolerances.exact, 3)).toEqual([])
  return [before, after]
}

const loopsOf = ({ kernels }: Schedule): Loop[] => kernels.flatMap((kernel) => (kernel.kind === 'loops' ? kernel.loops : []))
const readsOf = ({ inputs }: Loop): string[] => inputs.map(({ kind }) => kind)

describe('a loop computes for itself', () => {
  test('a chain of numbers that follow from the step', () => {
    const [before, after] = schedules((ops, { x }) => ({ y: ops.mul(x, ops.sub(1, ops.pow(0.9, ops.step()))) }))
    expect(before.kernels).toHaveLength(3)
    expect(loopsOf(after).map(readsOf)).toEqual([['step', 'element']])
  })

  test('one-hot rows, though they could be made once and for all', () => {
    const [, after] = schedules((ops, { x, labels }) => ({ y: ops.sub(x, ops.oneHot(labels, 4, 'f64')) }))
    expect(loopsOf(after).map(readsOf)).toEqual([['columnIndex', 'row', 'element']])
  })

  test('the mask of what a product keeps in memory, in both places where it is used', () => {
    const [before, after] = schedules((ops, { x, w }) => {
      const y = relu(ops, x)
      const mask = ops.less(0, y)
      return { product: ops.matmul(y, w), a: ops.select(mask, ops.exp(x), 0), b: ops.select(mask, ops.sin(x), 1) }
    })
    expect(loopsOf(before).flatMap(({ outputs }) => outputs).filter(({ buffer }) => before.buffers[buffer]?.dtype === 'bool')).toHaveLength(2)
    expect(loopsOf(after).flatMap(({ outputs }) => outputs).filter(({ buffer }) => after.buffers[buffer]?.dtype === 'bool')).toHaveLength(0)
  })

  test('numbers of rows, in loops over their columns', () => {
    const [, after] = schedules((ops, { x, row }) => ({ y: ops.mul(x, ops.reshape(ops.neg(row), [3, 1])) }))
    expect(loopsOf(after).map(readsOf)).toEqual([['row', 'element']])
  })
})

describe('a loop goes on reading', () => {
  test('what is dear', () => {
    const [before, after] = schedules((ops, { x, row }) => ({ y: ops.mul(x, ops.reshape(ops.exp(row), [3, 1])) }))
    expect(after.kernels).toEqual(before.kernels)
  })

  test('what needs more than one operand from memory', () => {
    const [before, after] = schedules((ops, { x }) => ({ y: ops.exp(ops.add(x, ops.transpose(ops.reshape(x, [4, 3]), [1, 0]))) }))
    expect(after.kernels).toEqual(before.kernels)
  })

  test('a number where it reduces over columns', () => {
    schedules((ops, { x }) => ({ y: ops.sum(ops.mul(x, 2), { axes: [1] }), z: ops.sum(ops.neg(ops.full([3, 4], 2, 'f64'))) }))
  })
})
