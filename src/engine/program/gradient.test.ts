import { describe, expect, test } from 'vitest'
import { sizeOf, type HostTensor, type NamedTensors } from '../../shared/tensors.ts'
import { agrees, gradientCases, tolerances, type GradientCase } from '../ops/conformance.ts'
import { f64, i32, spread } from '../ops/conformance/case.ts'
import type { DifferentiableOps, Tensor } from '../ops/ops.ts'
import { interpret } from './interpret.ts'
import { record } from './record.ts'

function named(tensors: readonly HostTensor[]): NamedTensors {
  return Object.fromEntries(tensors.map((tensor, i) => [`x${i}`, tensor]))
}

function inputs(ops: DifferentiableOps, tensors: readonly HostTensor[]): Tensor[] {
  return tensors.map(({ shape, dtype }, i) => ops.input(`x${i}`, shape, dtype))
}

/** A scalar in which every element of y counts differently. */
function weighted(ops: DifferentiableOps, y: Tensor): Tensor {
  return ops.sum(ops.mul(y, ops.constant(spread(y.shape, 'f64', 5))))
}

function moved(tensor: HostTensor, i: number, by: number): HostTensor {
  const data = Float64Array.from(tensor.data)
  data[i]! += by
  return { ...tensor, data }
}

/** (f(x + h) − f(x − h)) / 2h for each element of each operand. */
function finiteDifferences(f: (operands: readonly HostTensor[]) => number, operands: readonly HostTensor[]): number[][] {
  const h = 1e-5
  return operands.map((operand, o) =>
    Array.from({ length: sizeOf(operand.shape) }, (_, i) => {
      const at = (by: number): number => f(operands.map((other, p) => (p === o ? moved(other, i, by) : other)))
      return (at(h) - at(-h)) / (2 * h)
    }),
  )
}

/** The gradient of the weighted sum of a case, by rule and by differences. */
function bothWays({ operands, build, standsFor = build }: GradientCase): [number[][], number[][]] {
  const program = record((ops) => {
    const xs = inputs(ops, operands)
    const total = weighted(ops, build(ops, ...xs))
    return Object.fromEntries(ops.gradient(total, xs).map((gradient, i) => [`g${i}`, gradient]))
  })
  const outputs = interpret(program, named(operands))
  const byRule = operands.map((_, i) => [...outputs[`g${i}`]!.data])
  const plain = record((ops) => ({ total: weighted(ops, standsFor(ops, ...inputs(ops, operands))) }))
  return [byRule, finiteDifferences((xs) => interpret(plain, named(xs))['total']!.data[0]!, operands)]
}

function differing(byRule: readonly number[][], byDifference: readonly number[][]): string[] {
  return byRule.flatMap((gradient, o) =>
    gradient.flatMap((g, i) => {
      const difference = byDifference[o]![i]!
      return agrees(g, difference, tolerances.finiteDifference) ? [] : [`operand ${o}, element ${i}: ${g}, not ${difference}`]
    }),
  )
}

describe('the gradient of each primitive is that of finite differences', () => {
  for (const [name, cases] of Object.entries(gradientCases) as [string, readonly GradientCase[]][]) {
    cases.forEach((example, i) => {
      test(`${name}, ${i + 1}`, () => {
        const [byRule, byDifference] = bothWays(example)
        expect(byRule.map((gradient) => gradient.length)).toEqual(example.operands.map(({ shape }) => sizeOf(shape)))
        if (example.isCut) expect(new Set(byRule.flat())).toEqual(new Set([0]))
        else expect(differing(byRule, byDifference)).toEqual([])
      })
    })
  }
})

describe('ties', () => {
  function gradientAt(operands: readonly HostTensor[], build: (ops: DifferentiableOps, ...xs: readonly Tensor[]) => Tensor): number[][] {
    const program = record((ops) => {
      const xs = inputs(ops, operands)
      return Object.fromEntries(ops.gradient(ops.sum(build(ops, ...xs)), xs).map((gradient, i) => [`g${i}`, gradient]))
    })
    const outputs = interpret(program, named(operands))
    return operands.map((_, i) => [...outputs[`g${i}`]!.data])
  }
  const tie = [f64([1], [2]), f64([1], [2])]

  test('of maximum and minimum go to the first operand', () => {
    expect(gradientAt(tie, (ops, a, b) => ops.maximum(a!, b!))).toEqual([[1], [0]])
    expect(gradientAt(tie, (ops, a, b) => ops.minimum(a!, b!))).toEqual([[1], [0]])
  })
  test('of max are shared', () => {
    expect(gradientAt([f64([3], [2, 1, 2])], (ops, a) => ops.max(a!))).toEqual([[0.5, 0, 0.5]])
  })
  test('pow at base zero has no NaN', () => {
    expect(gradientAt([f64([3], [0, 0, 0]), f64([3], [0, 1, 2])], (ops, a, b) => ops.pow(a!, b!))).toEqual([[0, 1, 0], [0, 0, 0]])
  })
})

test('the gradient of crossEntropy keeps its precision where the probability rounds to 1', () => {
  const program = record((ops) => {
    const z = ops.input('z', [1, 2], 'f32')
    return { g: ops.gradient(ops.sum(ops.crossEntropy(z, ops.constant(i32([1], [0])))), [z])[0]! }
  })
  const { data } = interpret(program, { z: { shape: [1, 2], dtype: 'f32', data: Float32Array.from([80, 0]) } })['g']!
  expect(data[1]! / Math.exp(-80)).toBeCloseTo(1, 6)
  expect(data[0]).toBe(-data[1]!)
})

test('a tensor that the scalar does not depend on has a gradient of zeros', () => {
  const program = record((ops) => {
    const [a, b] = inputs(ops, [spread([2]), spread([3])])
    return { g: ops.gradient(ops.sum(a!), [b!])[0]! }
  })
  expect([...interpret(program, named([spread([2]), spread([3])]))['g']!.data]).toEqual([0, 0, 0])
})

test('the gradient with respect to something computed stands at that point', () => {
  const program = record((ops) => {
    const [a] = inputs(ops, [spread([2])])
    const square = ops.mul(a!, a!)
    const [toSquare, toA] = ops.gradient(ops.sum(ops.mul(square, 3)), [square, a!])
    return { toSquare: toSquare!, toA: toA! }
  })
  const outputs = interpret(program, { x0: f64([2], [1, -2]) })
  expect([...outputs['toSquare']!.data]).toEqual([3, 3])
  expect([...outputs['toA']!.data]).toEqual([6, -12])
})

test('only scalars of floats have gradients', () => {
  expect(() => record((ops) => ({ g: ops.gradient(ops.input('x', [2], 'f64'), [])[0]! }))).toThrow('taken of a scalar')
  expect(() => record((ops) => ({ g: ops.gradient(ops.full([], 1, 'f64'), [ops.input('x', [2], 'i32')])[0]! }))).toThrow('with respect to')
})

test('the gradient of a gradient is the curvature: H v equals differences of the gradient along v', () => {
  const [x, w1, w2] = [spread([4, 3]), spread([3, 5], 'f64', 1), spread([5, 4], 'f64', 2)]
  const labels = i32([4], [0, 3, 1, 2])
  const weights = [w1, w2]
  const v = [spread([3, 5], 'f64', 7), spread([5, 4], 'f64', 8)]
  const program = record((ops) => {
    const [a, b] = inputs(ops, weights)
    const hidden = ops.tanh(ops.matmul(ops.constant(x), a!))
    const loss = ops.sum(ops.crossEntropy(ops.matmul(hidden, b!), ops.constant(labels)))
    const [ga, gb] = ops.gradient(loss, [a!, b!])
    const along = ops.add(ops.sum(ops.mul(ga!, ops.constant(v[0]!))), ops.sum(ops.mul(gb!, ops.constant(v[1]!))))
    const [ha, hb] = ops.gradient(along, [a!, b!])
    return { g0: ga!, g1: gb!, h0: ha!, h1: hb! }
  })
  const h = 1e-5
  const along = (by: number): NamedTensors =>
    named(weights.map((w, i) => ({ ...w, data: Float64Array.from(w.data, (element, j) => element + by * v[i]!.data[j]!) })))
  const [up, down, here] = [interpret(program, along(h)), interpret(program, along(-h)), interpret(program, along(0))]
  for (const i of [0, 1]) {
    const difference = [...up[`g${i}`]!.data].map((g, j) => (g - down[`g${i}`]!.data[j]!) / (2 * h))
    expect(differing([[...here[`h${i}`]!.data]], [difference])).toEqual([])
  }
})
