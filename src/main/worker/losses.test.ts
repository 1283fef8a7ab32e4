import { describe, expect, test } from 'vitest'
import { roundToHalf } from '../../engine/ops/reference/half.ts'
import { interpret } from '../../engine/program/interpret.ts'
import { record } from '../../engine/program/record.ts'
import { crossEntropy } from '../../science/losses/cross-entropy.ts'
import { losses } from '../../science/losses/index.ts'

/** ∂ mean loss / ∂ logits of one example whose answer is class 0, in f32. */
function gradientOf(config: object, logits: readonly number[]): number[] {
  const program = record((ops) => {
    const z = ops.input('z', [1, logits.length], 'f32')
    const labels = ops.constant({ shape: [1], dtype: 'i32', data: Int32Array.of(0) })
    const loss = crossEntropy.mean(ops, { kind: 'cross_entropy', form: 'plain', ...config }, z, { kind: 'classes', labels })
    return { gradient: ops.gradient(loss, [z])[0]! }
  })
  return [...interpret(program, { z: { shape: [1, logits.length], dtype: 'f32', data: Float32Array.from(logits) } }, 1)['gradient']!.data]
}

describe('gradients of cross-entropy', () => {
  test('in f16 are softmax minus one-hot, each rounded to half', () => {
    const z = [0.5, 1, -2]
    const e = z.map((x) => Math.exp(x - 1))
    const p = e.map((x) => x / e.reduce((a, b) => a + b))
    const [own, ...others] = gradientOf({ softmax_precision: 'f16' }, z)
    expect(own).toBeCloseTo(p[0]! - 1, 3)
    others.forEach((g, i) => {
      expect(g).toBeCloseTo(p[i + 1]!, 3)
      expect(roundToHalf(g)).toBe(g)
    })
  })

  test('collapse in f16: the answer teaches nothing from a lead of 7.7 on, the exact form keeps minus the others', () => {
    const z = [9, 0, 0]
    const [own, second, third] = gradientOf({ softmax_precision: 'f16' }, z)
    expect(own).toBe(0)
    expect(second).toBeGreaterThan(0)
    const exact = gradientOf({ softmax_precision: 'f16', form: 'exact_gradient' }, z)
    expect(exact[0]).toBe(-roundToHalf(second! + third!))
  })

  test('in f64 keep what the plain form loses in f32', () => {
    const z = [20, 0]
    expect(gradientOf({}, z)[0]).toBe(0)
    expect(gradientOf({ softmax_precision: 'f64' }, z)[0]).toBeCloseTo(-Math.exp(-20), 14)
  })

  test('are divided with the loss', () => {
    const [whole] = gradientOf({}, [0, 0])
    expect(gradientOf({ divisor: 4 }, [0, 0])[0]).toBeCloseTo(whole! / 4, 7)
  })
})

test('StableMax pulls the answer up by 1/Σs − 1/s, where softmax in f32 has stopped', () => {
  const program = record((ops) => {
    const z = ops.input('z', [1, 2], 'f32')
    const labels = ops.constant({ shape: [1], dtype: 'i32', data: Int32Array.of(0) })
    return { gradient: ops.gradient(losses.stable_max.mean(ops, { kind: 'stable_max' }, z, { kind: 'classes', labels }), [z])[0]! }
  })
  const { gradient } = interpret(program, { z: { shape: [1, 2], dtype: 'f32', data: Float32Array.of(30, 0) } }, 1)
  expect(gradient!.data[0]).toBeCloseTo(1 / 32 - 1 / 31, 6)
})
