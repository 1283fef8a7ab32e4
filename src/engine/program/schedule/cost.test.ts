import { expect, test } from 'vitest'
import { record } from '../record.ts'
import { lowerBoundFlop, totalCost } from './cost.ts'
import { programCosts } from './program-cost.ts'
import type { Loop } from './schedule.ts'
import { productsOfSchedule, scheduleCosts, stepCost } from './schedule-cost.ts'
import { elements, input, loops, product, schedule, temporary } from './testing/hand-made.ts'

test('a program: products 2mnk, one an element for the rest, moves nothing; every operand read and every result written', () => {
  const program = record((ops) => {
    const x = ops.input('x', [4, 3], 'f32')
    const y = ops.matmul(x, ops.input('w', [5, 3], 'f32'), { transposeRight: true })
    const wide = ops.reshape(ops.transpose(ops.exp(y), [1, 0]), [20])
    return { total: ops.sum(wide), row: ops.gather(x, ops.input('i', [2], 'i32')) }
  })
  expect(programCosts(program)).toEqual([
    { operation: 'matmul', count: 1, flop: 2 * 4 * 5 * 3, bytesRead: 4 * (12 + 15), bytesWritten: 80 },
    { operation: 'exp', count: 1, flop: 20, bytesRead: 80, bytesWritten: 80 },
    { operation: 'transpose', count: 1, flop: 0, bytesRead: 80, bytesWritten: 80 },
    { operation: 'reshape', count: 1, flop: 0, bytesRead: 0, bytesWritten: 0 },
    { operation: 'sum', count: 1, flop: 20, bytesRead: 80, bytesWritten: 4 },
    { operation: 'gather', count: 1, flop: 0, bytesRead: 4 * 6 + 4 * 2, bytesWritten: 24 },
  ])
})

test('batches and f64 count as they are', () => {
  const program = record((ops) => ({ y: ops.matmul(ops.input('a', [2, 4, 3], 'f64'), ops.input('b', [3, 5], 'f64')) }))
  expect(programCosts(program)).toEqual([{ operation: 'matmul', count: 1, flop: 2 * 2 * 4 * 5 * 3, bytesRead: 8 * (24 + 15), bytesWritten: 8 * 40 }])
})

test('a loop counts steps by their span, inputs by what they cover, and reductions by their terms', () => {
  const loop: Loop = {
    rows: 3,
    columns: 5,
    inputs: [
      { kind: 'element', buffer: 0, offset: 0, dtype: 'f32' },
      { kind: 'row', buffer: 1, offset: 0, dtype: 'f32' },
      { kind: 'strided', buffer: 0, offset: 0, dtype: 'f32', rowAxes: [{ length: 3, stride: 0 }], columnAxes: [{ length: 5, stride: 1 }] },
    ],
    body: [
      { kind: 'elementwise', op: 'exp', operands: [1], dtype: 'f32' }, // 3
      { kind: 'elementwise', op: 'mul', operands: [0, 3], dtype: 'f32' }, // 15
      { kind: 'elementwise', op: 'neg', operands: [2], dtype: 'f32' }, // 5
      { kind: 'rowReduce', op: 'sum', operand: 4, dtype: 'f32' }, // 15
      { kind: 'number', value: 2, dtype: 'f32' },
    ],
    outputs: [
      { kind: 'row', register: 6, buffer: 2, offset: 0 },
      { kind: 'columnReduce', op: 'sum', register: 4, buffer: 3, offset: 0 }, // 15
      { kind: 'totalReduce', op: 'max', register: 3, buffer: 4, offset: 0 }, // 3
    ],
  }
  const made = schedule([input(15), input(3), temporary(3), temporary(5), temporary(1)], [loops(loop)], [])
  expect(scheduleCosts(made)).toEqual([{ operation: 'loops', count: 1, flop: 3 + 15 + 5 + 15 + 15 + 3, bytesRead: 4 * (15 + 3 + 5), bytesWritten: 4 * (3 + 5 + 1) }])
})

test('what an epilogue makes of a product in its place is written once, and kernels that run once are no cost of a step', () => {
  const epilogue: Loop = { rows: 2, columns: 2, inputs: [{ kind: 'product', dtype: 'f32' }], body: [{ kind: 'elementwise', op: 'exp', operands: [0], dtype: 'f32' }], outputs: [{ kind: 'element', register: 1, buffer: 2, offset: 0 }] }
  const made = schedule([input(4), input(4), temporary(4), temporary(4)], [{ ...loops(elements(4, 3, [0], 'neg')), once: true }, product(2, 2, 0, 3, epilogue)], [2])
  expect(scheduleCosts(made)).toEqual([
    { operation: 'loops, once', count: 1, flop: 4, bytesRead: 16, bytesWritten: 16 },
    { operation: 'product with epilogue', count: 1, flop: 16 + 4, bytesRead: 32, bytesWritten: 16 },
  ])
  expect(stepCost(made)).toEqual({ flop: 20, bytesRead: 32, bytesWritten: 16 })
  expect(totalCost(scheduleCosts(made)).flop).toBe(24)
  expect(productsOfSchedule(made)).toEqual([{ batch: 1, m: 2, n: 2, k: 2 }])
  expect(lowerBoundFlop(productsOfSchedule(made))).toBe(16)
})
