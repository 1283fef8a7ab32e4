import { describe, expect, test } from 'vitest'
import { relu } from '../../ops/derived.ts'
import { tolerances } from '../../ops/conformance.ts'
import { i32, spread } from '../../ops/conformance/case.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import type { DifferentiableOps, Tensor } from '../../ops/ops.ts'
import { optimise } from '../optimise.ts'
import { record } from '../record.ts'
import { differences } from '../testing/same-results.ts'
import { fuseLoops } from './fuse-loops.ts'
import { scheduleOf } from './lower.ts'
import { productEpilogues } from './product-epilogues.ts'
import { recompute } from './recompute.ts'
import type { Kernel, Loop, Schedule } from './schedule.ts'

const data = { x: spread([4, 5]), w: spread([5, 6], 'f64', 1), u: spread([6, 3], 'f64', 2), bias: spread([6], 'f64', 3), labels: i32([4], [0, 2, 1, 2]), heads: spread([2, 4, 5], 'f64', 4) }
type Given = Readonly<Record<keyof typeof data, Tensor>>

function compiled(build: (ops: DifferentiableOps, given: Given) => Readonly<Record<string, Tensor>>): Schedule {
  const program = optimise(record((ops) => build(ops, Object.fromEntries(Object.entries(data).map(([name, { shape, dtype }]) => [name, ops.input(name, shape, dtype)])) as Given)))
  const schedule = productEpilogues(fuseLoops(recompute(scheduleOf(program, new Set(['labels'])))))
  expect(differences(program, schedule, data satisfies NamedTensors, tolerances.f64)).toEqual([])
  return schedule
}

function epilogueOf(kernel: Kernel | undefined): Loop {
  if (kernel?.kind !== 'product' || kernel.epilogue === null) throw new Error('it is no product with an epilogue')
  return kernel.epilogue
}
const kinds = ({ kernels }: Schedule): string[] => kernels.map((kernel) => (kernel.kind === 'product' && kernel.epilogue !== null ? 'product with epilogue' : kernel.kind))

describe('the epilogue of a product', () => {
  test('is its bias and activation', () => {
    const schedule = compiled((ops, { x, w, bias }) => ({ y: relu(ops, ops.add(ops.matmul(x, w), bias)) }))
    expect(kinds(schedule)).toEqual(['product with epilogue'])
    expect(epilogueOf(schedule.kernels[0]).inputs.map(({ kind }) => kind)).toEqual(['product', 'column'])
  })

  test('is cross-entropy with its gradient', () => {
    const schedule = compiled((ops, { x, w, u, labels }) => {
      const z = ops.matmul(ops.matmul(x, w), u)
      const loss = ops.crossEntropy(z, labels)
      return { loss: ops.sum(loss), g: ops.gradient(ops.sum(loss), [z])[0]! }
    })
    expect(kinds(schedule)).toEqual(['product', 'product with epilogue'])
    expect(epilogueOf(schedule.kernels[1]).outputs.map(({ kind }) => kind).toSorted()).toEqual(['element', 'totalReduce'])
  })

  test('is the mask of the gradient and the column sums that are the gradient of the bias', () => {
    const schedule = compiled((ops, { x, w, bias, u, labels }) => {
      const z = ops.matmul(relu(ops, ops.add(ops.matmul(x, w), bias)), u)
      const [gw, gu, gb] = ops.gradient(ops.sum(ops.crossEntropy(z, labels)), [w, u, bias])
      return { gw: gw!, gu: gu!, gb: gb! }
    })
    expect(kinds(schedule).toSorted()).toEqual(['product', 'product', 'product with epilogue', 'product with epilogue', 'product with epilogue'])
    const sums = schedule.kernels.filter((kernel) => kernel.kind === 'product' && kernel.epilogue?.outputs.some(({ kind }) => kind === 'columnReduce'))
    expect(sums).toHaveLength(1)
  })

  test('takes rows of all matrices of a batch', () => {
    const schedule = compiled((ops, { heads }) => ({ y: ops.exp(ops.matmul(heads, heads, { transposeRight: true })) }))
    expect(kinds(schedule)).toEqual(['product with epilogue'])
    expect(epilogueOf(schedule.kernels[0])).toMatchObject({ rows: 8, columns: 4 })
  })

  test('of the last of several products reads the others from memory', () => {
    const schedule = compiled((ops, { x, w, heads }) => ({ y: ops.tanh(ops.add(ops.matmul(x, w), ops.matmul(ops.reshape(ops.slice(heads, [0, 0, 0], [1, 4, 5]), [4, 5]), w))) }))
    expect(kinds(schedule)).toEqual(['product', 'product with epilogue'])
  })

  test('leaves the product in memory for others that read it', () => {
    const schedule = compiled((ops, { x, w, u }) => {
      const y = ops.matmul(x, w)
      return { a: ops.exp(y), b: ops.matmul(y, u) }
    })
    const [first] = schedule.kernels
    expect(kinds(schedule)).toEqual(['product with epilogue', 'product'])
    expect(epilogueOf(first).outputs.map(({ buffer }) => buffer)).not.toContain(first?.kind === 'product' ? first.out : null)
  })
})

describe('a product has no epilogue', () => {
  test('where its reader waits for another product that needs it', () => {
    const schedule = compiled((ops, { x, w, u }) => {
      const y = ops.matmul(x, w)
      return { z: ops.matmul(ops.matmul(y, u), u, { transposeRight: true }), y: ops.add(y, ops.matmul(ops.matmul(y, u), u, { transposeRight: true })) }
    })
    expect(kinds(schedule)).toEqual(['product', 'product', 'product with epilogue'])
  })

  test('that makes new state: weights change in the sweep, when nobody reads the old ones any more', () => {
    const schedule = compiled((ops, { x, w }) => {
      const y = ops.matmul(x, w)
      const [g] = ops.gradient(ops.sum(ops.mul(y, y)), [w])
      return { w: ops.sub(w, ops.mul(g!, 0.1)) }
    })
    expect(kinds(schedule)).toEqual(['product with epilogue', 'product', 'loops', 'loops'])
  })

  test('that reads it transposed', () => {
    const schedule = compiled((ops, { x, w }) => ({ y: ops.exp(ops.transpose(ops.matmul(x, w), [1, 0])) }))
    expect(kinds(schedule)).toEqual(['product', 'loops'])
  })
})
