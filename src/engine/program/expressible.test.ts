import { describe, expect, test } from 'vitest'
import type { HostTensor } from '../../shared/tensors.ts'
import { cholesky, kthLargest, relu, softmax, square } from '../ops/derived.ts'
import { f64, fullRank, i32, spread } from '../ops/conformance/case.ts'
import type { DifferentiableOps, Tensor } from '../ops/ops.ts'
import { interpret } from './interpret.ts'
import { record } from './record.ts'

/** The elements of each output of a program without inputs. */
function run(build: (ops: DifferentiableOps) => Record<string, Tensor>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(interpret(record(build), {})).map(([name, { data }]) => [name, [...data]]))
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, x, i) => total + x * b[i]!, 0)
}

const inner = (ops: DifferentiableOps, a: Tensor, b: Tensor): Tensor => ops.sum(ops.mul(a, b))

/** What the sources do to gradients and weights, beyond layers and losses, can be said in the closed set. */
describe('filters and constraints of optimisers', () => {
  const [w, g] = [spread([6]), spread([6], 'f64', 1)]

  test('⊥Grad: the gradient without its part along the weights, as long as it was (Prieto et al.)', () => {
    const { out } = run((ops) => {
      const [weights, gradient] = [ops.constant(w), ops.constant(g)]
      const part = ops.div(inner(ops, weights, gradient), ops.add(inner(ops, weights, weights), 1e-30))
      const rest = ops.sub(gradient, ops.mul(part, weights))
      const length = (x: Tensor): Tensor => ops.sqrt(inner(ops, x, x))
      return { out: ops.mul(rest, ops.div(length(gradient), ops.add(length(rest), 1e-30))) }
    })
    expect(dot(out!, [...w.data])).toBeCloseTo(0, 12)
    expect(dot(out!, out!)).toBeCloseTo(dot([...g.data], [...g.data]), 12)
  })

  test('Grokfast: a ring of the last gradients, written at the place of the step, and their mean (Lee et al.)', () => {
    const program = record((ops) => {
      const ring = ops.input('ring', [3, 2], 'f64')
      const place = ops.mod(ops.cast(ops.step(), 'i32'), 3)
      const isHere = ops.reshape(ops.equal(ops.iota(3), place), [3, 1])
      const written = ops.select(isHere, ops.mul(ops.full([1, 2], 1, 'f64'), ops.step()), ring)
      const isFull = ops.lessEqual(3, ops.step())
      return { ring: written, filtered: ops.select(isFull, ops.div(ops.sum(written, { axes: [0] }), 3), 0) }
    })
    const outputs = interpret(program, { ring: f64([3, 2], [3, 3, 9, 9, 2, 2]) })
    expect([...outputs['ring']!.data]).toEqual([3, 3, 1, 1, 2, 2])
    expect([...outputs['filtered']!.data]).toEqual([0, 0])
  })

  test('a norm held at its first value (Omnigrok), and clipping to a largest norm', () => {
    const { held, clipped } = run((ops) => {
      const weights = ops.constant(w)
      const norm = ops.sqrt(ops.sum(square(ops, weights)))
      return { held: ops.mul(weights, ops.div(2, norm)), clipped: ops.mul(weights, ops.minimum(ops.div(0.5, norm), 1)) }
    })
    expect(Math.sqrt(dot(held!, held!))).toBeCloseTo(2, 12)
    expect(Math.sqrt(dot(clipped!, clipped!))).toBeCloseTo(0.5, 12)
  })

  test('weight noise: the gradient is taken at a displaced point and meant for the point itself (DeMoss et al.)', () => {
    const { gradient, noise } = run((ops) => {
      const weights = ops.constant(w)
      const noise = ops.mul(ops.randomNormal([6], 'f64', { seed: 1, stream: 2, counter: ops.cast(ops.step(), 'i32') }), 0.01)
      const [gradient] = ops.gradient(ops.sum(square(ops, ops.add(weights, noise))), [weights])
      return { gradient: gradient!, noise }
    })
    expect(gradient).toEqual([...w.data].map((x, i) => 2 * (x + noise![i]!)))
  })

  test('edge-popup: the largest half of the scores is a mask, gradients go straight through it to all scores (Minegishi et al.)', () => {
    const { mask, gradient } = run((ops) => {
      const scores = ops.constant(g)
      const hard = ops.cast(ops.lessEqual(kthLargest(ops, scores, 3), scores), 'f64')
      const mask = ops.add(hard, ops.sub(scores, ops.stopGradient(scores)))
      const [gradient] = ops.gradient(inner(ops, mask, ops.constant(w)), [scores])
      return { mask: hard, gradient: gradient! }
    })
    expect(mask!.filter((x) => x === 1)).toHaveLength(3)
    expect(gradient).toEqual([...w.data])
  })
})

describe('models beyond layers', () => {
  const times = [0, 0.4, 1.1, 1.5, 2.3]

  /** −log of the marginal likelihood of y under a Gaussian process with kernel exp(−½ (t − t')² / l²) and noise 0.1, but for a constant. */
  function evidence(ops: DifferentiableOps, lengthScale: Tensor): Tensor {
    const t = ops.constant(f64([5, 1], times))
    const distance = ops.div(ops.sub(t, ops.transpose(t, [1, 0])), lengthScale) // [5, 5]
    const kernel = ops.add(ops.exp(ops.mul(square(ops, distance), -0.5)), ops.mul(ops.oneHot(ops.iota(5), 5, 'f64'), 0.1))
    const { factor, inverse } = cholesky(ops, kernel)
    const white = ops.matmul(inverse, ops.constant(spread([5, 1]))) // [5, 1]
    const diagonal = ops.sum(ops.mul(factor, ops.oneHot(ops.iota(5), 5, 'f64')), { axes: [1] }) // [5]
    return ops.add(ops.mul(ops.sum(square(ops, white)), 0.5), ops.sum(ops.log(diagonal)))
  }

  test('the evidence of a Gaussian process has the gradient of its differences, at equal eigenvalues too (Miller et al.)', () => {
    for (const at of [1e-3, 0.3, 1]) {
      const program = record((ops) => {
        const l = ops.input('l', [], 'f64')
        const value = evidence(ops, l)
        return { value, gradient: ops.gradient(value, [l])[0]! }
      })
      const see = (l: number): Record<string, HostTensor> => interpret(program, { l: f64([], [l]) })
      const h = 1e-5 * at
      const difference = (see(at + h)['value']!.data[0]! - see(at - h)['value']!.data[0]!) / (2 * h)
      expect(see(at)['gradient']!.data[0]!).toBeCloseTo(difference, 6)
    }
  })

  test('a graph convolution with a matrix an edge is a gather, a batched product and a segment sum (Omnigrok, QM9)', () => {
    const [nodes, matrices] = [fullRank([4, 3]), fullRank([5, 3, 2])]
    const [from, to] = [[0, 1, 2, 3, 0], [1, 0, 0, 2, 2]]
    const { out } = run((ops) => {
      const read = ops.reshape(ops.gather(ops.constant(nodes), ops.constant(i32([5], from))), [5, 1, 3])
      const sent = ops.reshape(ops.matmul(read, ops.constant(matrices)), [5, 2])
      return { out: ops.segmentSum(sent, ops.constant(i32([5], to)), 4) }
    })
    const wanted = new Array<number>(8).fill(0)
    from.forEach((source, edge) => {
      for (let j = 0; j < 2; j++) for (let k = 0; k < 3; k++) wanted[2 * to[edge]! + j]! += nodes.data[3 * source + k]! * matrices.data[6 * edge + 2 * k + j]!
    })
    out!.forEach((x, i) => expect(x).toBeCloseTo(wanted[i]!, 12))
  })

  test('softmax in half precision collapses where that of f32 does not (Prieto et al.)', () => {
    const { half, single } = run((ops) => {
      const z = ops.constant(f64([2], [12, 0]))
      const e = ops.roundToHalf(ops.exp(ops.roundToHalf(ops.sub(z, ops.max(z)))))
      return { half: ops.roundToHalf(ops.div(e, ops.roundToHalf(ops.sum(e)))), single: softmax(ops, ops.cast(z, 'f32')) }
    })
    expect(half![0]).toBe(1)
    expect(single![0]).toBeLessThan(1)
  })

  test('complex numbers are pairs: the product of two rotations turns by the sum of their angles', () => {
    const { real, imaginary } = run((ops) => {
      const [a, b] = [ops.constant(f64([], [0.7])), ops.constant(f64([], [1.9]))]
      const [re, im] = [[ops.cos(a), ops.cos(b)], [ops.sin(a), ops.sin(b)]] as const
      return {
        real: ops.sub(ops.mul(re[0]!, re[1]!), ops.mul(im[0]!, im[1]!)),
        imaginary: ops.add(ops.mul(re[0]!, im[1]!), ops.mul(im[0]!, re[1]!)),
      }
    })
    expect(real![0]).toBeCloseTo(Math.cos(2.6), 14)
    expect(imaginary![0]).toBeCloseTo(Math.sin(2.6), 14)
  })

  test('the product of a Hessian with a vector through a network with a spectral penalty (curvature along the update)', () => {
    const [w1, w2, x] = [fullRank([3, 5]), fullRank([5, 2], 'f64', 1), spread([4, 3])]
    const program = record((ops) => {
      const weights = ops.input('w', [3, 5], 'f64')
      const output = ops.matmul(relu(ops, ops.matmul(ops.constant(x), weights)), ops.constant(w2))
      const loss = ops.add(ops.sum(square(ops, output)), ops.sum(square(ops, ops.slice(ops.svd(weights), [3, 0], [1, 3]))))
      const [gradient] = ops.gradient(loss, [weights])
      const [product] = ops.gradient(inner(ops, gradient!, ops.constant(spread([3, 5], 'f64', 3))), [weights])
      return { gradient: gradient!, product: product! }
    })
    const v = spread([3, 5], 'f64', 3)
    const see = (by: number): Record<string, HostTensor> => interpret(program, { w: f64([3, 5], [...w1.data].map((element, i) => element + by * v.data[i]!)) })
    const [up, down] = [see(1e-6)['gradient']!.data, see(-1e-6)['gradient']!.data]
    see(0)['product']!.data.forEach((element: number, i: number) => expect(element).toBeCloseTo((up[i]! - down[i]!) / 2e-6, 5))
  })
})
