import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NamedTensors } from '../../../shared/tensors.ts'
import { tolerances } from '../../ops/conformance.ts'
import { f32, f64, i32, spread } from '../../ops/conformance/case.ts'
import type { DifferentiableOps, Tensor } from '../../ops/ops.ts'
import { record } from '../record.ts'
import { conformancePrograms } from '../testing/conformance-programs.ts'
import { differences } from '../testing/same-results.ts'
import { inputs, moveCount, recorded } from '../testing/walks.ts'
import { runSchedule } from './interpret.ts'
import { scheduleOf } from './lower.ts'
import type { Kernel } from './schedule.ts'

const walks = fc.array(fc.record({ move: fc.nat(moveCount - 1), a: fc.nat(), b: fc.nat() }), { minLength: 1, maxLength: 14 })
const none = new Set<string>()

describe('the plain schedule of a program does what the program says', () => {
  for (const { title, program, inputs: given } of conformancePrograms) {
    test(title, () => {
      expect(differences(program, scheduleOf(program, none), given, tolerances.f32)).toEqual([])
      expect(differences(program, scheduleOf(program, new Set(Object.keys(given))), given, tolerances.f32)).toEqual([])
    })
  }

  test('with random programs and their gradients', () => {
    fc.assert(
      fc.property(walks, (walk) => {
        const program = recorded(walk)
        expect(differences(program, scheduleOf(program, none), inputs, tolerances.f64)).toEqual([])
      }),
      { numRuns: 40, seed: 4 },
    )
  }, 60_000)
})

/** The kernels of a program over f32 inputs of the shapes given. */
function kernelsOf(given: NamedTensors, build: (ops: DifferentiableOps, ...inputs: Tensor[]) => Tensor, fixed = none): readonly Kernel[] {
  const program = record((ops) => ({ y: build(ops, ...Object.entries(given).map(([name, { shape, dtype }]) => ops.input(name, shape, dtype))) }))
  const schedule = scheduleOf(program, fixed)
  expect(differences(program, schedule, given, tolerances.f64)).toEqual([])
  return schedule.kernels
}

/** What a lone loop reads and writes, as words. */
function shapeOfLoop(kernel: Kernel | undefined): object {
  if (kernel?.kind !== 'loops' || kernel.loops.length !== 1) throw new Error('it is not one loop')
  const { rows, columns, inputs: reads, body, outputs } = kernel.loops[0]!
  return { space: [rows, columns], reads: reads.map(({ kind }) => kind), reduces: body.some(({ kind }) => kind === 'rowReduce'), writes: outputs.map(({ kind }) => kind) }
}

describe('loops', () => {
  const x = spread([3, 4])

  test('a bias is a column, a number a row keeps is a row, one number is a scalar', () => {
    const [kernel] = kernelsOf({ x, bias: spread([4]) }, (ops, a, bias) => ops.add(a, bias!))
    expect(shapeOfLoop(kernel)).toEqual({ space: [3, 4], reads: ['element', 'column'], reduces: false, writes: ['element'] })
    const [row] = kernelsOf({ x, each: spread([3, 1]) }, (ops, a, each) => ops.add(a, each!))
    expect(shapeOfLoop(row)).toMatchObject({ reads: ['element', 'row'] })
    const [scalar] = kernelsOf({ x, one: spread([]) }, (ops, a, one) => ops.add(a, one!))
    expect(shapeOfLoop(scalar)).toMatchObject({ reads: ['element', 'scalar'] })
  })

  test('the last axis reduces rows, the first adds rows up, all axes make one total', () => {
    const [inner] = kernelsOf({ x }, (ops, a) => ops.sum(a!, { axes: [1] }))
    expect(shapeOfLoop(inner)).toEqual({ space: [3, 4], reads: ['element'], reduces: true, writes: ['row'] })
    const [outer] = kernelsOf({ x }, (ops, a) => ops.max(a!, { axes: [0] }))
    expect(shapeOfLoop(outer)).toEqual({ space: [3, 4], reads: ['element'], reduces: false, writes: ['columnReduce'] })
    const [total] = kernelsOf({ x }, (ops, a) => ops.sum(a!))
    expect(shapeOfLoop(total)).toEqual({ space: [3, 4], reads: ['element'], reduces: false, writes: ['totalReduce'] })
    const [middle] = kernelsOf({ x: spread([2, 3, 4]) }, (ops, a) => ops.sum(a!, { axes: [1] }))
    expect(shapeOfLoop(middle)).toEqual({ space: [3, 8], reads: ['strided'], reduces: false, writes: ['columnReduce'] })
  })

  test('what is the same in all columns is multiplied, not added column after column', () => {
    for (const axes of [[0], [1], [0, 1]]) {
      kernelsOf({ x: spread([3, 1]) }, (ops, a) => ops.sum(ops.broadcastTo(a!, [3, 5]), { axes }))
      kernelsOf({ x: spread([4]) }, (ops, a) => ops.max(ops.broadcastTo(a!, [3, 4]), { axes }))
    }
    kernelsOf({}, (ops) => ops.sum(ops.full([3, 4], 0.5, 'f64')))
    kernelsOf({}, (ops) => ops.argmax(ops.full([3, 4], 0.5, 'f64'), 1))
  })

  test('a slice of a table keeps its place, and so does a column of indices', () => {
    const kernels = kernelsOf({ table: spread([5, 4]), tokens: i32([3, 2], [0, 1, 2, 0, 1, 1]) }, (ops, table, tokens) =>
      ops.gather(ops.slice(table!, [2, 0], [3, 4]), ops.reshape(ops.slice(tokens!, [0, 1], [3, 1]), [3])))
    expect(kernels).toHaveLength(1)
    expect(kernels[0]).toMatchObject({ loops: [{ inputs: [{ kind: 'lookup', offset: 8, tableRows: 3, indexOffset: 1, indexStride: 2 }] }] })
  })
})

describe('products', () => {
  test('transposed and sliced factors are read where they stand', () => {
    const kernels = kernelsOf({ a: spread([4, 3]), b: spread([6, 5]) }, (ops, a, b) =>
      ops.matmul(ops.transpose(a!, [1, 0]), ops.slice(b!, [1, 2], [4, 3])))
    expect(kernels.map(({ kind }) => kind)).toEqual(['product'])
    expect(kernels[0]).toMatchObject({ left: { rowStride: 1, columnStride: 3 }, right: { offset: 7, rowStride: 5, columnStride: 1 } })
  })

  test('a right factor that a batch shares makes one product of many rows', () => {
    const [kernel] = kernelsOf({ a: spread([2, 3, 4]), b: spread([4, 5]) }, (ops, a, b) => ops.matmul(a!, b!))
    expect(kernel).toMatchObject({ kind: 'product', batch: 1, m: 6, n: 5, k: 4 })
  })

  test('matrices of a batch that do not stand evenly are copied', () => {
    const heads = (ops: DifferentiableOps, x: Tensor): Tensor => ops.transpose(ops.reshape(x, [2, 3, 2, 2]), [0, 2, 1, 3])
    const kernels = kernelsOf({ q: spread([2, 3, 4]), k: spread([2, 3, 4], 'f64', 1) }, (ops, q, k) => ops.matmul(heads(ops, q!), heads(ops, k!), { transposeRight: true }))
    expect(kernels.map(({ kind }) => kind)).toEqual(['loops', 'loops', 'product'])
  })
})

describe('state', () => {
  const state = { a: f64([2], [1, 2]), b: f64([2], [3, 4]), c: f64([2], [5, 6]) }
  const pairOf = (ops: DifferentiableOps): { a: Tensor; b: Tensor; c: Tensor } => ({ a: ops.input('a', [2], 'f64'), b: ops.input('b', [2], 'f64'), c: ops.input('c', [2], 'f64') })

  test('outputs may exchange inputs', () => {
    const program = record((ops) => {
      const { a, b, c } = pairOf(ops)
      return { a: b, b: ops.add(a, c), c: a }
    })
    const schedule = scheduleOf(program, none)
    expect(differences(program, schedule, state, tolerances.exact)).toEqual([])
    expect(schedule.outputs).toEqual(schedule.inputs)
  })

  test('what stays as it is is not copied', () => {
    const program = record((ops) => pairOf(ops))
    expect(scheduleOf(program, none).kernels).toEqual([])
  })

  test('what depends on nothing but fixed inputs runs once, chance and the step never do', () => {
    const program = record((ops) => {
      const data = ops.input('data', [2], 'f64')
      const w = ops.input('w', [2], 'f64')
      const drawn = ops.randomUniform([2], 'f64', { seed: 1, stream: 1, counter: ops.cast(ops.step(), 'i32') })
      return { w: ops.add(ops.add(w, ops.exp(data)), drawn) }
    })
    const { kernels } = scheduleOf(program, new Set(['data']))
    expect(kernels.map(({ kind, once }) => [kind, once])).toEqual([['loops', false], ['random', false], ['loops', true], ['loops', false], ['loops', false], ['loops', false]])
  })

  test('the step is the number of the update', () => {
    const program = record((ops) => ({ now: ops.mul(ops.step(), 2) }))
    expect(runSchedule(scheduleOf(program, none), {}, 21)['now']?.data).toEqual(Float64Array.of(42))
  })
})

test('cross-entropy gives NaN for a label without a class and keeps losses far below the epsilon of f32', () => {
  const program = record((ops) => ({ loss: ops.crossEntropy(ops.input('z', [3, 2], 'f32'), ops.input('y', [3], 'i32')) }))
  const { loss } = runSchedule(scheduleOf(program, none), { z: f32([3, 2], [30, 0, 1, 2, 1, 2]), y: i32([3], [0, 2, -1]) })
  expect(loss?.data[0]).toBeCloseTo(Math.exp(-30), 18)
  expect([...(loss?.data ?? [])].slice(1)).toEqual([NaN, NaN])
})
