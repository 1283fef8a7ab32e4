import { describe, expect, test } from 'vitest'
import { referenceOps } from '../../engine/ops/eager.ts'
import type { OptimiserConfig } from '../../shared/schema/config/optimiser.ts'
import { normal } from '../random/draw.ts'
import { adamw } from './adamw.ts'
import type { UpdateContext } from './optimiser.ts'

type AdamW = Extract<OptimiserConfig, { kind: 'adamw' }>

const config: AdamW = { kind: 'adamw', learning_rate: 1e-3, weight_decay: 1, beta1: 0.9, beta2: 0.98, epsilon: 1e-8, warmup_steps: 0 }

const none: UpdateContext = { initial: () => expect.fail('not asked for'), normal: () => expect.fail('not asked for') }

/** Applies `steps` updates; `gradient(t)` is the gradient of update t. Returns the weights after each. */
function apply(options: AdamW, dtype: 'f32' | 'f64', start: readonly number[], steps: number, gradient: (t: number) => ArrayLike<number>): number[][] {
  const make = (values: ArrayLike<number>) => ({ shape: [start.length], dtype, data: dtype === 'f64' ? Float64Array.from(values) : Float32Array.from(values) }) as const
  let [w, m, v] = [make(start), make(start.map(() => 0)), make(start.map(() => 0))]
  return Array.from({ length: steps }, (_, i) => {
    const ops = referenceOps({ step: i + 1 })
    const { weight, slots } = adamw.update(ops, options, ops.constant(w), ops.constant(make(gradient(i + 1))), { m: ops.constant(m), v: ops.constant(v) }, none)
    ;[w, m, v] = [weight, slots.m, slots.v].map((tensor) => make([...ops.value(tensor!).data])) as [typeof w, typeof m, typeof v]
    return [...w.data]
  })
}

describe('AdamW', () => {
  test('three steps with a constant gradient equal the closed recursion', () => {
    // w ← w(1 − ηλ) − η g/(g + ε) with g = 0.5: an independent script in f64
    expect(apply(config, 'f64', [1], 3, () => [0.5])[2]![0]).toBeCloseTo(0.9940059980599399, 14)
  })

  test('f32 stays within 1e-6 of f64 over 100 steps', () => {
    const start = [...normal(50, { seed: 1, stream: 1 })]
    const gradient = (t: number) => normal(50, { seed: t, stream: 2 })
    const single = apply(config, 'f32', start, 100, gradient).at(-1)!
    const double = apply(config, 'f64', start, 100, gradient).at(-1)!
    const distance = Math.hypot(...double.map((x, i) => x - single[i]!)) / Math.hypot(...double)
    expect(distance).toBeGreaterThan(0)
    expect(distance).toBeLessThan(1e-6)
  })

  test('the first step is as exact in f32 as one rounding of its corrections allows', () => {
    // Corrections computed in f32 would be off by 5e-7 at β₂ = 0.98.
    const first = (dtype: 'f32' | 'f64'): number => apply(config, dtype, [0], 1, () => [0.5])[0]![0]!
    expect(Math.abs(first('f32') / first('f64') - 1)).toBeLessThan(2e-7)
  })

  test('warm-up multiplies the learning rate by t/T until t = T', () => {
    const warm = { ...config, weight_decay: 0, epsilon: 1e-30, warmup_steps: 4 }
    const path = apply(warm, 'f64', [1], 6, () => [0.5]).map(([w]) => w!) // each step moves by the learning rate
    const moves = path.map((w, i) => (path[i - 1] ?? 1) - w)
    moves.forEach((move, i) => expect(move).toBeCloseTo(1e-3 * Math.min((i + 1) / 4, 1), 12))
  })

  test('weight decay is decoupled: it does not pass through the moments', () => {
    expect(apply(config, 'f64', [2], 2, () => [0])[1]![0]).toBeCloseTo(2 * (1 - 1e-3) ** 2, 14)
  })
})
