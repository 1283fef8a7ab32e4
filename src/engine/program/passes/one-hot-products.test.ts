import { describe, expect, test } from 'vitest'
import { f32, i32, spread } from '../../ops/conformance/case.ts'
import type { DifferentiableOps, Tensor } from '../../ops/ops.ts'
import { interpret } from '../interpret.ts'
import { printProgram } from '../print.ts'
import { record } from '../record.ts'
import { deadCode } from './dead-code.ts'
import { oneHotProducts } from './one-hot-products.ts'

/** A first layer on one-hot columns, with the gradient of its weight. */
function layer(columns: (ops: DifferentiableOps) => Tensor) {
  return record((ops) => {
    const x = columns(ops)
    const w = ops.input('w', [x.shape[1]!, 2], 'f32')
    const y = ops.matmul(x, w)
    return { y, g: ops.gradient(ops.sum(ops.mul(y, y)), [w])[0]! }
  })
}

const single = layer((ops) => ops.oneHot(ops.input('a', [4], 'i32'), 3, 'f32'))
const pair = layer((ops) => ops.concat([ops.oneHot(ops.input('a', [4], 'i32'), 3, 'f32'), ops.oneHot(ops.input('b', [4], 'i32'), 2, 'f32')], 1))
const folded = layer((ops) => ops.reshape(ops.oneHot(ops.input('tokens', [4, 3], 'i32'), 2, 'f32'), [4, 6]))

test('a one-hot pair becomes two look-ups, its gradient two sums by row', () => {
  expect(printProgram(deadCode(oneHotProducts(pair)))).toMatchInlineSnapshot(`
    "input a: %0 i32[4]
    input b: %1 i32[4]
    input w: %2 f32[5, 2]
    %3 = slice{start [0, 0]; size [3, 2]}(%2) f32[3, 2]
    %4 = gather(%3, %0) f32[4, 2]
    %5 = slice{start [3, 0]; size [2, 2]}(%2) f32[2, 2]
    %6 = gather(%5, %1) f32[4, 2]
    %7 = add(%4, %6) f32[4, 2]
    %8 = full{value 1} f32[]
    %9 = reshape(%8) f32[1, 1]
    %10 = broadcastTo(%9) f32[4, 2]
    %11 = mul(%10, %7) f32[4, 2]
    %12 = mul(%10, %7) f32[4, 2]
    %13 = add(%11, %12) f32[4, 2]
    %14 = segmentSum{segments 3}(%13, %0) f32[3, 2]
    %15 = segmentSum{segments 2}(%13, %1) f32[2, 2]
    %16 = concat{axis 0}(%14, %15) f32[5, 2]
    output y: %7
    output g: %16"
  `)
})

test('one-hot columns of a matrix of tokens become a look-up a column', () => {
  expect(printProgram(deadCode(oneHotProducts(folded)))).toMatchInlineSnapshot(`
    "input tokens: %0 i32[4, 3]
    input w: %1 f32[6, 2]
    %2 = slice{start [0, 0]; size [4, 1]}(%0) i32[4, 1]
    %3 = reshape(%2) i32[4]
    %4 = slice{start [0, 1]; size [4, 1]}(%0) i32[4, 1]
    %5 = reshape(%4) i32[4]
    %6 = slice{start [0, 2]; size [4, 1]}(%0) i32[4, 1]
    %7 = reshape(%6) i32[4]
    %8 = slice{start [0, 0]; size [2, 2]}(%1) f32[2, 2]
    %9 = gather(%8, %3) f32[4, 2]
    %10 = slice{start [2, 0]; size [2, 2]}(%1) f32[2, 2]
    %11 = gather(%10, %5) f32[4, 2]
    %12 = slice{start [4, 0]; size [2, 2]}(%1) f32[2, 2]
    %13 = gather(%12, %7) f32[4, 2]
    %14 = add(%9, %11) f32[4, 2]
    %15 = add(%14, %13) f32[4, 2]
    %16 = full{value 1} f32[]
    %17 = reshape(%16) f32[1, 1]
    %18 = broadcastTo(%17) f32[4, 2]
    %19 = mul(%18, %15) f32[4, 2]
    %20 = mul(%18, %15) f32[4, 2]
    %21 = add(%19, %20) f32[4, 2]
    %22 = slice{start [0, 0]; size [4, 1]}(%0) i32[4, 1]
    %23 = reshape(%22) i32[4]
    %24 = slice{start [0, 1]; size [4, 1]}(%0) i32[4, 1]
    %25 = reshape(%24) i32[4]
    %26 = slice{start [0, 2]; size [4, 1]}(%0) i32[4, 1]
    %27 = reshape(%26) i32[4]
    %28 = segmentSum{segments 2}(%21, %23) f32[2, 2]
    %29 = segmentSum{segments 2}(%21, %25) f32[2, 2]
    %30 = segmentSum{segments 2}(%21, %27) f32[2, 2]
    %31 = concat{axis 0}(%28, %29, %30) f32[6, 2]
    output y: %15
    output g: %31"
  `)
})

describe('results keep every bit, for indices outside the range too', () => {
  const a = i32([4], [2, 0, 2, 5])
  const b = i32([4], [1, -1, 0, 1])
  test('one block', () => {
    const inputs = { a, w: spread([3, 2], 'f32') }
    expect(interpret(oneHotProducts(single), inputs)).toEqual(interpret(single, inputs))
  })
  test('two blocks', () => {
    const inputs = { a, b, w: spread([5, 2], 'f32') }
    expect(interpret(oneHotProducts(pair), inputs)).toEqual(interpret(pair, inputs))
  })
  test('three blocks, up to the rounding between additions', () => {
    const inputs = { tokens: i32([4, 3], [0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0]), w: f32([6, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) }
    expect(interpret(oneHotProducts(folded), inputs)).toEqual(interpret(folded, inputs))
  })
})

test('other products are left alone', () => {
  const before = record((ops) => {
    const x = ops.input('x', [4, 3], 'f32')
    const hot = ops.oneHot(ops.input('a', [4], 'i32'), 3, 'f32')
    const w = ops.input('w', [3, 2], 'f32')
    return {
      dense: ops.matmul(x, w),
      scaled: ops.matmul(ops.mul(hot, 2), w),
      mixed: ops.matmul(ops.concat([hot, x], 1), ops.input('v', [6, 2], 'f32')),
      turned: ops.matmul(hot, ops.input('t', [2, 3], 'f32'), { transposeRight: true }),
    }
  })
  expect(deadCode(oneHotProducts(before)).instructions.filter(({ primitive }) => primitive.op === 'matmul')).toHaveLength(4)
})
