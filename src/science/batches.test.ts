import { describe, expect, test } from 'vitest'
import { referenceOps } from '../engine/ops/eager.ts'
import { batchOf, checkBatch } from './batches.ts'

/** Labels of update t when row i has the label i. */
function rowsOf(t: number, n: number, size: number, seed = 0): number[] {
  const ops = referenceOps({ step: t })
  const labels = ops.iota(n)
  const tokens = ops.reshape(ops.concat([labels, labels], 0), [n, 2])
  const batch = batchOf(ops, { kind: 'minibatch', size }, seed, { inputs: tokens, answers: labels })
  expect(batch.inputs.shape).toEqual([size, 2])
  return [...ops.value(batch.answers).data]
}

describe('minibatches', () => {
  test('an epoch uses every row once and leaves out the rest of the division', () => {
    const epoch = [1, 2, 3].flatMap((t) => rowsOf(t, 10, 3))
    expect(new Set(epoch).size).toBe(9)
    expect(Math.max(...epoch)).toBeLessThan(10)
  })

  test('every epoch has an order of its own, every seed too, and both repeat', () => {
    const epoch = (first: number, seed = 0): string => [0, 1].flatMap((i) => rowsOf(first + i, 10, 5, seed)).join()
    expect(epoch(1)).toBe(epoch(1))
    expect(epoch(1)).not.toBe(epoch(3))
    expect(epoch(1)).not.toBe(epoch(1, 1))
  })

  test('tokens and labels of a batch belong together', () => {
    const ops = referenceOps({ step: 7 })
    const labels = ops.iota(12)
    const tokens = ops.reshape(ops.mul(ops.iota(12), 2), [12, 1])
    const batch = batchOf(ops, { kind: 'minibatch', size: 5 }, 3, { inputs: tokens, answers: labels })
    expect([...ops.value(batch.inputs).data]).toEqual([...ops.value(batch.answers).data].map((x) => 2 * x))
  })

  test('the full batch is all rows in order', () => {
    const ops = referenceOps()
    const all = { inputs: ops.reshape(ops.iota(6), [3, 2]), answers: ops.iota(3) }
    expect(batchOf(ops, { kind: 'full' }, 0, all)).toBe(all)
  })

  test('a batch larger than the training rows is refused with the largest that fits', () => {
    expect(() => checkBatch({ kind: 'minibatch', size: 25 }, 24)).toThrow(/25 examples is larger than the 24.*Choose at most 24/)
    expect(() => checkBatch({ kind: 'minibatch', size: 24 }, 24)).not.toThrow()
  })
})
