import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relu, softmax } from '../../ops/derived.ts'
import { tolerances } from '../../ops/conformance.ts'
import { i32, spread } from '../../ops/conformance/case.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import type { DifferentiableOps, Ops, Tensor } from '../../ops/ops.ts'
import { optimise } from '../optimise.ts'
import { record } from '../record.ts'
import { conformancePrograms } from '../testing/conformance-programs.ts'
import { differences } from '../testing/same-results.ts'
import { inputs as walkInputs, moveCount, recorded } from '../testing/walks.ts'
import { fuseLoops } from './fuse-loops.ts'
import { scheduleOf } from './lower.ts'
import { recompute } from './recompute.ts'
import type { Loop, Schedule } from './schedule.ts'

const data = {
  x: spread([4, 6]), other: spread([4, 6], 'f64', 1), gain: spread([6]), offset: spread([6], 'f64', 2), each: spread([4], 'f64', 3),
  w: spread([6, 6], 'f64', 4), labels: i32([4], [0, 5, 2, 2]), tokens: i32([4], [3, 1, 0, 3]),
}
type Given = Readonly<Record<keyof typeof data, Tensor>>

/** The fused schedule of a program over the data. It does what the program says. */
function fused(build: (ops: DifferentiableOps, given: Given) => Readonly<Record<string, Tensor>>, fixed: readonly string[] = []): Schedule {
  const program = optimise(record((ops) => build(ops, Object.fromEntries(Object.entries(data).map(([name, { shape, dtype }]) => [name, ops.input(name, shape, dtype)])) as Given)))
  const schedule = fuseLoops(recompute(scheduleOf(program, new Set(fixed))))
  expect(differences(program, schedule, data satisfies NamedTensors, tolerances.f64)).toEqual([])
  return schedule
}

/** The only loop of a schedule. */
function onlyLoop(schedule: Schedule): Loop {
  expect(schedule.kernels.map(({ kind }) => kind)).toEqual(['loops'])
  const [kernel] = schedule.kernels
  if (kernel?.kind !== 'loops' || kernel.loops.length !== 1) throw new Error('it is not one loop')
  return kernel.loops[0]!
}

function layerNorm(ops: Ops, x: Tensor, gain: Tensor, offset: Tensor): Tensor {
  const row = { axes: [1], keepDims: true }
  const centred = ops.sub(x, ops.mul(ops.sum(x, row), 1 / 6))
  const variance = ops.mul(ops.sum(ops.mul(centred, centred), row), 1 / 6)
  return ops.add(ops.mul(ops.div(centred, ops.sqrt(ops.add(variance, 1e-5))), gain), offset)
}

describe('one loop', () => {
  test('is a chain of elementwise operations, with bias, row and number', () => {
    const loop = onlyLoop(fused((ops, { x, gain, each }) => ({ y: ops.tanh(ops.mul(ops.add(x, gain), ops.add(ops.reshape(each, [4, 1]), 2))) })))
    expect(loop).toMatchObject({ rows: 4, columns: 6 })
    expect(loop.inputs.map(({ kind }) => kind).toSorted()).toEqual(['column', 'element', 'row'])
  })

  test('is softmax', () => {
    const { body, outputs } = onlyLoop(fused((ops, { x }) => ({ y: softmax(ops, x) })))
    expect(body.filter(({ kind }) => kind === 'rowReduce')).toHaveLength(2)
    expect(outputs.map(({ kind }) => kind)).toEqual(['element'])
  })

  test('is layer norm, and its gradient another with it', () => {
    onlyLoop(fused((ops, { x, gain, offset }) => ({ y: layerNorm(ops, x, gain, offset) })))
    const both = fused((ops, { x, other, gain, offset }) => {
      const y = layerNorm(ops, x, gain, offset)
      const [gx, gg, go] = ops.gradient(ops.sum(ops.mul(y, other)), [x, gain, offset])
      return { y, gx: gx!, gg: gg!, go: go! }
    })
    expect(onlyLoop(both).outputs.map(({ kind }) => kind).toSorted()).toEqual(['columnReduce', 'columnReduce', 'element', 'element'])
  })

  test('is cross-entropy with its gradient', () => {
    const schedule = fused((ops, { x, labels }) => {
      const loss = ops.crossEntropy(x, labels)
      return { loss, g: ops.gradient(ops.mul(ops.sum(loss), 0.25), [x])[0]! }
    }, ['labels'])
    const { body, outputs } = onlyLoop(schedule)
    expect(outputs.map(({ kind }) => kind).toSorted()).toEqual(['element', 'row'])
    expect(body.filter((step) => step.kind === 'elementwise' && step.op === 'exp')).toHaveLength(2) // one an element, one of the label's logit
  })

  test('sums up what it computes, over rows, columns and all', () => {
    const { outputs } = onlyLoop(fused((ops, { x }) => {
      const y = ops.exp(x)
      return { a: ops.sum(y, { axes: [0] }), b: ops.sum(y, { axes: [1] }), c: ops.max(y), y }
    }))
    expect(outputs.map(({ kind }) => kind).toSorted()).toEqual(['columnReduce', 'element', 'row', 'totalReduce'])
  })

  test('is several that read the same elements', () => {
    const { inputs, outputs } = onlyLoop(fused((ops, { x }) => ({ a: ops.sin(x), b: ops.exp(ops.cos(x)), c: ops.sum(ops.tanh(x), { axes: [1] }) })))
    expect([inputs.length, outputs.length]).toEqual([1, 3])
  })

  test('is look-ups, their sum and what follows', () => {
    const { inputs } = onlyLoop(fused((ops, { w, tokens, labels }) => ({ y: relu(ops, ops.add(ops.gather(w, tokens), ops.gather(w, labels))) })))
    expect(inputs.map(({ kind }) => kind)).toEqual(['lookup', 'lookup'])
  })

  test('is two cut into rows elsewhere', () => {
    onlyLoop(fused((ops, { x, gain }) => ({ y: ops.add(ops.reshape(ops.exp(ops.reshape(x, [8, 3])), [4, 6]), gain) })))
  })

  test('is a look-up whose rows are weighted in groups', () => {
    const loop = onlyLoop(fused((ops, { w, tokens, x }) => {
      const weights = ops.reshape(ops.slice(x, [0, 0], [4, 2]), [4, 2, 1])
      return { y: ops.mul(ops.reshape(ops.gather(w, tokens), [4, 2, 3]), weights) }
    }))
    expect(loop).toMatchObject({ rows: 4, columns: 6 })
  })

  test('is the parts of a concat, where they are computed', () => {
    const schedule = fused((ops, { x, other }) => ({ y: ops.concat([ops.exp(x), ops.sin(other)], 1) }))
    expect(schedule.kernels.map((kernel) => kernel.kind === 'loops' && kernel.loops.map(({ outputs }) => outputs.map(({ kind }) => kind)))).toEqual([[['strided']], [['strided']]])
  })
})

describe('a border', () => {
  test('is a sum over rows that is used over rows', () => {
    const { kernels } = fused((ops, { x }) => ({ y: ops.sub(x, ops.sum(ops.exp(x), { axes: [0] })) }))
    expect(kernels).toHaveLength(2)
  })

  test('is a product; what both of its sides need is stored', () => {
    const { kernels } = fused((ops, { x, w }) => {
      const y = ops.tanh(x)
      return { y: ops.add(ops.matmul(ops.exp(y), w), y) }
    })
    expect(kernels.map(({ kind }) => kind)).toEqual(['loops', 'product', 'loops'])
    expect(kernels[0]).toMatchObject({ loops: [{ outputs: [{ kind: 'element' }, { kind: 'element' }] }] })
  })

  test('is the end of what is computed once', () => {
    const { kernels } = fused((ops, { x, other }) => ({ y: ops.mul(ops.exp(ops.tanh(other)), x) }), ['other'])
    expect(kernels.map(({ once }) => once)).toEqual([true, false])
  })

  test('is a transposed operand', () => {
    const { kernels } = fused((ops, { w }) => ({ y: ops.add(ops.exp(w), ops.transpose(ops.exp(w), [1, 0])) }))
    expect(kernels).toHaveLength(2)
  })
})

test('the new state of all parameters is one loop each, and no loop stands between', () => {
  const schedule = fused((ops, { x, w, gain }) => {
    const loss = ops.sum(ops.tanh(ops.add(ops.matmul(x, w), gain)))
    const [gw, gg] = ops.gradient(loss, [w, gain])
    const rate = ops.mul(ops.minimum(ops.div(ops.step(), 10), 1), 0.1)
    return { w: ops.sub(w, ops.mul(gw!, rate)), gain: ops.sub(gain, ops.mul(gg!, rate)) }
  })
  // forth, epilogue to be with the sum over rows, back, two updates, two copies home
  expect(schedule.kernels.map(({ kind }) => kind)).toEqual(['product', 'loops', 'product', 'loops', 'loops', 'loops', 'loops'])
})

describe('fusion keeps what programs mean', () => {
  for (const { title, program, inputs } of conformancePrograms) {
    test(title, () => expect(differences(program, fuseLoops(recompute(scheduleOf(program, new Set()))), inputs, tolerances.f32)).toEqual([]))
  }

  test('in random programs and their gradients', () => {
    const walks = fc.array(fc.record({ move: fc.nat(moveCount - 1), a: fc.nat(), b: fc.nat() }), { minLength: 1, maxLength: 14 })
    fc.assert(
      fc.property(walks, fc.boolean(), (walk, isFixed) => {
        const program = recorded(walk)
        const plain = scheduleOf(program, new Set(isFixed ? Object.keys(walkInputs) : ['i']))
        const after = fuseLoops(recompute(plain))
        expect(after.kernels.length).toBeLessThanOrEqual(plain.kernels.length)
        expect(differences(program, after, walkInputs, tolerances.f64)).toEqual([])
      }),
      { numRuns: 40, seed: 5 },
    )
  }, 60_000)
})
