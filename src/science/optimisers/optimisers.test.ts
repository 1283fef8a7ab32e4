import { describe, expect, test } from 'vitest'
import { referenceOps } from '../../engine/ops/eager.ts'
import { OptimiserConfig } from '../../shared/schema/config/optimiser.ts'
import type { z } from 'zod'
import { adam } from './adam.ts'
import { adamw } from './adamw.ts'
import { settingsOf } from './groups.ts'
import { learningRate } from './learning-rate.ts'
import { adamDirection } from './moments.ts'
import type { UpdateContext } from './optimiser.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'

const parse = (config: z.input<typeof OptimiserConfig>): OptimiserConfig => OptimiserConfig.parse(config)
const number = (x: number) => ({ shape: [1], dtype: 'f64', data: Float64Array.of(x) }) as const

/** Weight and slots of one parameter after update `step`, all scalars. */
function once(config: OptimiserConfig, weight: number, gradient: number, before: Readonly<Record<string, number>>, step = 1, given: Partial<Record<'initial' | 'normal', number>> = {}) {
  const ops = referenceOps({ step })
  const context: UpdateContext = {
    initial: () => ops.constant(number(given.initial ?? expect.fail('no initial weight was expected to be asked for'))),
    normal: (shape) => ops.full(shape, given.normal ?? expect.fail('no draw was expected'), 'f64'),
  }
  const slots = Object.fromEntries(Object.entries(before).map(([name, x]) => [name, ops.constant(number(x))]))
  const [w, g] = [ops.constant(number(weight)), ops.constant(number(gradient))]
  const after = (() => {
    switch (config.kind) {
      case 'adamw':
        return adamw.update(ops, config, w, g, slots as never, context)
      case 'adam':
        return adam.update(ops, config, w, g, slots as never, context)
      case 'sgd':
        return sgd.update(ops, config, w, g, slots as never, context)
      case 'rmsprop':
        return rmsprop.update(ops, config, w, g, slots as never, context)
    }
  })()
  const value = (tensor: typeof w): number => ops.value(tensor).data[0]!
  return { weight: value(after.weight), slots: Object.fromEntries(Object.entries(after.slots).map(([name, tensor]) => [name, value(tensor)])) }
}

describe('gradient descent', () => {
  test('adds the decay to the gradient and keeps a share of the last update', () => {
    const config = parse({ kind: 'sgd', learning_rate: 0.1, weight_decay: 0.01, momentum: 0.9 })
    // b = 0.9 · 2 + (3 + 0.01 · 5) = 4.85, w = 5 − 0.485
    expect(once(config, 5, 3, { b: 2 })).toEqual({ weight: expect.closeTo(4.515, 14), slots: { b: expect.closeTo(4.85, 14) } })
  })
})

describe('RMSProp', () => {
  test('divides by the root of the running mean square', () => {
    const config = parse({ kind: 'rmsprop', learning_rate: 0.1, alpha: 0.75, epsilon: 1e-6 })
    // v = 0.75 · 4 + 0.25 · 4 = 4, w = 1 − 0.1 · 2 / (2 + 1e-6)
    expect(once(config, 1, 2, { v: 4 }).weight).toBeCloseTo(1 - 0.2 / 2.000001, 14)
  })
})

describe('Adam', () => {
  test('passes the decay through its moments, so that the first step is η whatever the decay', () => {
    const config = parse({ kind: 'adam', learning_rate: 0.1, weight_decay: 10, epsilon: 1e-12 })
    const { weight, slots } = once(config, 1, 2, { m: 0, v: 0 })
    expect(weight).toBeCloseTo(0.9, 10)
    expect(slots['m']).toBeCloseTo(0.1 * 12, 12)
  })
})

describe('Adam’s ε and noise', () => {
  test('an ε of 1e-25 is there in f32: it alone divides where the squares are too small to be seen', () => {
    const single = (x: number) => ({ shape: [1], dtype: 'f32', data: Float32Array.of(x) }) as const
    const ops = referenceOps({ step: 1 })
    const zeros = { m: ops.constant(single(0)), v: ops.constant(single(0)) }
    const config = { beta1: 0.9, beta2: 0.99, epsilon: 1e-25 }
    const along = (gradient: number) => ops.value(adamDirection(ops, config, ops.constant(single(gradient)), zeros, { normal: () => expect.fail('no noise') }).direction).data[0]!
    expect(along(0)).toBe(0)
    expect(along(1e-25)).toBeCloseTo(1, 4)
    expect(along(1e-15)).toBeCloseTo(1, 4) // v is 1e-32 here
  })

  test('noise is added to the direction, over 1 − β₁ᵗ as the source has it', () => {
    const config = parse({ kind: 'adamw', learning_rate: 0.1, update_noise: 0.5, beta1: 0.9 })
    expect(once(config, 1, 0, { m: 0, v: 0 }, 1, { normal: 3 }).weight).toBeCloseTo(1 - (0.1 * 0.5 * 3) / 0.1, 12)
    expect(once({ ...config, kind: 'adam' } as OptimiserConfig, 1, 0, { m: 0, v: 0 }, 1000, { normal: 3 }).weight).toBeCloseTo(1 - 0.1 * 0.5 * 3, 12)
  })
})

describe('the decay of AdamW', () => {
  const config = (decay?: 'to_zero' | 'to_initial' | 'jiggle') => parse({ kind: 'adamw', learning_rate: 0.1, weight_decay: 0.5, ...(decay ? { decay } : {}) })
  const still = { m: 0, v: 0 }

  test('pulls to zero when nothing is said', () => {
    expect(once(config(), 3, 0, still).weight).toBeCloseTo(3 * 0.95, 14)
    expect(once(config('to_zero'), 3, 0, still)).toEqual(once(config(), 3, 0, still))
  })
  test('pulls to the initial weights', () => {
    expect(once(config('to_initial'), 3, 0, still, 1, { initial: 1 }).weight).toBeCloseTo(3 - 0.05 * 2, 14)
  })
  test('as a jiggle multiplies the tensor by exp(ηλz)', () => {
    expect(once(config('jiggle'), 3, 0, still, 1, { normal: -2 }).weight).toBeCloseTo(3 * Math.exp(-0.1), 14)
  })
})

describe('the learning rate', () => {
  const at = (step: number, rates: Parameters<typeof learningRate>[1]): number => {
    const ops = referenceOps({ step })
    return ops.value(learningRate(ops, rates, 'f64')).data[0]!
  }
  test('rises over the warm-up, then falls along half a cosine to its final share and stays there', () => {
    const rates = { learning_rate: 2, warmup_steps: 10, cosine: { steps: 110, final_share: 0.1 } }
    expect(at(5, rates)).toBeCloseTo(1, 14)
    expect(at(10, rates)).toBeCloseTo(2, 14)
    expect(at(60, rates)).toBeCloseTo(2 * 0.55, 14)
    expect(at(110, rates)).toBeCloseTo(0.2, 14)
    expect(at(500, rates)).toBeCloseTo(0.2, 14)
  })
  test('is a constant without either', () => {
    expect(at(7, { learning_rate: 0.25, warmup_steps: 0 })).toBe(0.25)
  })
})

test('a parameter takes the settings of the first group whose name begins its own', () => {
  const config = parse({ kind: 'adamw', learning_rate: 1e-4, weight_decay: 2, groups: [{ parameters: 'embed.', learning_rate: 1e-3, weight_decay: 0 }, { parameters: 'embed', weight_decay: 5 }] })
  const of = (name: string) => [settingsOf(config, name).learning_rate, settingsOf(config, name).weight_decay]
  expect(of('embed.weight')).toEqual([1e-3, 0])
  expect(of('embedding')).toEqual([1e-4, 5])
  expect(of('layers.0.weight')).toEqual([1e-4, 2])
})
