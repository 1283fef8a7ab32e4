import { expect, test } from 'vitest'
import { tolerances } from '../../ops/conformance.ts'
import { spread } from '../../ops/conformance/case.ts'
import type { Ops, Tensor } from '../../ops/ops.ts'
import { record } from '../record.ts'
import { differences } from '../testing/same-results.ts'
import { fuseLoops } from './fuse-loops.ts'
import { scheduleOf } from './lower.ts'
import { productEpilogues } from './product-epilogues.ts'
import { turnCopies } from './turn-copies.ts'

const heads = (ops: Ops, x: Tensor): Tensor => ops.transpose(ops.reshape(x, [2, 3, 2, 2]), [0, 2, 1, 3])

/** Scores of attention: two products, split into heads. */
const attention = record((ops) => {
  const [x, q, k] = [ops.input('x', [2, 3, 5], 'f64'), ops.input('q', [5, 4], 'f64'), ops.input('k', [5, 4], 'f64')]
  return { y: ops.matmul(heads(ops, ops.matmul(x, q)), heads(ops, ops.matmul(x, k)), { transposeRight: true }) }
})
const inputs = { x: spread([2, 3, 5]), q: spread([5, 4], 'f64', 1), k: spread([5, 4], 'f64', 2) }

test('heads of attention are written to their places by the products that make them', () => {
  const plain = scheduleOf(attention, new Set())
  expect(plain.kernels.map(({ kind }) => kind)).toEqual(['product', 'product', 'loops', 'loops', 'product'])
  const after = productEpilogues(fuseLoops(turnCopies(plain)))
  expect(after.kernels.map(({ kind }) => kind)).toEqual(['product', 'product', 'product'])
  expect(after.kernels[0]).toMatchObject({ epilogue: { inputs: [{ kind: 'product' }], outputs: [{ kind: 'strided' }] } })
  expect(differences(attention, after, inputs, tolerances.exact)).toEqual([])
})

test('a transposed operand of a loop stays as it is: the loop takes it in its own order', () => {
  const program = record((ops) => {
    const x = ops.exp(ops.input('x', [3, 4], 'f64'))
    return { y: ops.add(ops.transpose(x, [1, 0]), 1) }
  })
  const plain = scheduleOf(program, new Set())
  expect(turnCopies(plain)).toEqual(plain)
})
