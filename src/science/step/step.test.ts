import { describe, expect, test } from 'vitest'
import { referenceOps } from '../../engine/ops/eager.ts'
import type { FilterConfig } from '../../shared/schema/config/step.ts'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import { withNorm } from './constant-norm.ts'
import { clip } from './filters/clip.ts'
import type { Filtered } from './filters/filter.ts'
import { grokfastEma, grokfastMa } from './filters/grokfast.ts'
import { orthogonal } from './filters/orthogonal.ts'
import { penaltyOf } from './penalties.ts'

const vector = (...data: number[]): HostTensor => ({ shape: [data.length], dtype: 'f64', data: Float64Array.from(data) })

/** Feeds gradients of updates 1, 2, … through a filter of one parameter; the filtered gradients. */
function through(config: FilterConfig, gradients: readonly number[][], weight: readonly number[] = gradients[0]!): number[][] {
  let memory: NamedTensors | undefined
  return gradients.map((gradient, i) => {
    const ops = referenceOps({ step: i + 1 })
    const parameter = { name: 'w', weight: ops.constant(vector(...weight)), gradient: ops.constant(vector(...gradient)) }
    const zeros = (shapes: Readonly<Record<string, readonly number[]>>): NamedTensors =>
      Object.fromEntries(Object.entries(shapes).map(([slot, shape]) => [slot, { shape, dtype: 'f64', data: new Float64Array(shape.reduce((n, d) => n * d, 1)) }]))
    const filterWith = (slots: NamedTensors) => ({ ...parameter, slots: Object.fromEntries(Object.entries(slots).map(([slot, x]) => [slot, ops.constant(x)])) })
    const [filtered] = ((): readonly Filtered[] => {
      switch (config.kind) {
        case 'grokfast_ema':
          return grokfastEma.apply(ops, config, [filterWith((memory ??= zeros(grokfastEma.slots(config, [gradient.length]))))])
        case 'grokfast_ma':
          return grokfastMa.apply(ops, config, [filterWith((memory ??= zeros(grokfastMa.slots(config, [gradient.length]))))])
        case 'orthogonal':
          return orthogonal.apply(ops, config, [filterWith({})])
        case 'clip':
          return clip.apply(ops, config, [filterWith({})])
      }
    })()
    memory = Object.fromEntries(Object.entries(filtered!.slots).map(([slot, x]) => [slot, ops.value(x)]))
    return [...ops.value(filtered!.gradient).data]
  })
}

describe('filters', () => {
  test('Grokfast EMA begins with the first gradient and then keeps a share', () => {
    // h: 1, then 0.5 · 1 + 0.5 · 3 = 2; gradient + 2 h
    expect(through({ kind: 'grokfast_ema', alpha: 0.5, lambda: 2 }, [[1], [3]])).toEqual([[3], [7]])
  })

  test('Grokfast MA adds the mean of the window once it is full, and forgets what is older', () => {
    expect(through({ kind: 'grokfast_ma', window: 2, lambda: 10 }, [[1, 0], [3, 2], [5, 4]])).toEqual([[1, 0], [3 + 20, 2 + 10], [5 + 40, 4 + 30]])
  })

  test('OrthoGrad leaves a gradient across the weights, of the length it had', () => {
    const [[x, y]] = through({ kind: 'orthogonal' }, [[3, 4]], [2, 0]) as [[number, number]]
    expect(x).toBeCloseTo(0, 14)
    expect(y).toBeCloseTo(5, 14)
  })

  test('clipping shortens long gradients only', () => {
    expect(through({ kind: 'clip', norm: 1 }, [[0.3, 0.4]])).toEqual([[0.3, 0.4]])
    const [[x, y]] = through({ kind: 'clip', norm: 1 }, [[3, 4]]) as [[number, number]]
    expect([x, y]).toEqual([expect.closeTo(0.6, 14), expect.closeTo(0.8, 14)])
  })
})

describe('penalties', () => {
  const ops = referenceOps()
  const value = (kind: 'l1' | 'l2' | 'spectral_entropy', ...weights: HostTensor[]): number => ops.value(penaltyOf(ops, { kind, strength: 2 }, weights.map((w) => ops.constant(w)))).data[0]!
  const diagonal = (a: number, b: number): HostTensor => ({ shape: [2, 2], dtype: 'f64', data: Float64Array.of(a, 0, 0, b) })

  test('are λ Σ|w|, ½ λ Σw² and λ times the mean entropy of the singular values of the matrices', () => {
    expect(value('l1', vector(1, -2), vector(3))).toBeCloseTo(12, 14)
    expect(value('l2', vector(1, -2), vector(3))).toBeCloseTo(14, 14)
    const entropy = (q: number): number => -q * Math.log(q) - (1 - q) * Math.log(1 - q)
    expect(value('spectral_entropy', diagonal(3, 1), vector(7), diagonal(1, 1))).toBeCloseTo(entropy(0.75) + Math.LN2, 12)
  })
})

test('the constant norm is kept over all tensors together', () => {
  const ops = referenceOps()
  const [a, b] = withNorm(ops, [ops.constant(vector(3, 0)), ops.constant(vector(4))], 10).map((x) => [...ops.value(x).data])
  expect([a, b]).toEqual([[6, 0], [8]])
})
