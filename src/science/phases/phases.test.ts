import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Curves } from '../../shared/schema/run.ts'
import { eventSteps } from './events.ts'
import { liuLabel, minegishiTimes, pairLabel } from './labels.ts'
import { phaseSegments } from './segments.ts'

const steps = Uint32Array.of(0, 10, 20, 40, 80, 160, 320, 640, 1280, 2560)
const series = (...values: number[]) => ({ steps, values: Float64Array.from(values) })

/** A run that memorises at 40 and generalises at 2 560. */
const grokking: Curves = {
  train_accuracy: series(0.02, 0.4, 0.9, 0.99, 1, 1, 1, 1, 1, 1),
  test_accuracy: series(0.02, 0, 0, 0, 0, 0.04, 0.05, 0.5, 0.9, 0.99),
  train_loss: series(4, 2, 1, 0.1, 1e-2, 1e-3, 1e-5, 1e-6, 1e-6, 1e-6),
  test_loss: series(4, 7, 9, 13, 11, 10, 8, 1, 1e-2, 1e-5),
}
const never: Curves = { ...grokking, test_accuracy: series(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), test_loss: series(4, 7, 9, 13, 14, 14, 14, 14, 14, 14) }

describe('events', () => {
  test('an event is the first logged step at or above its threshold', () => {
    expect(eventSteps(grokking)).toEqual({ train_acc_99: 40, train_acc_100: 80, test_acc_50: 640, test_acc_95: 2560, test_acc_99: 2560 })
  })

  test('what did not happen, or was not logged, is null', () => {
    expect(eventSteps(never)['test_acc_50']).toBeNull()
    expect(eventSteps({})).toEqual({ train_acc_99: null, train_acc_100: null, test_acc_50: null, test_acc_95: null, test_acc_99: null })
  })

  test('NaN reaches no threshold', () => {
    expect(eventSteps({ train_accuracy: series(NaN, NaN, 1, 1, 1, 1, 1, 1, 1, 1) })['train_acc_99']).toBe(20)
  })
})

describe('phase segments', () => {
  test('a grokking run has all four', () => {
    const further = { ...grokking, train_accuracy: { steps: Uint32Array.of(...steps, 3000), values: Float64Array.of(...grokking['train_accuracy']!.values, 1) } }
    expect(phaseSegments(further)).toEqual([
      { phase: 'memorising', from: 0, to: 40 },
      { phase: 'plateau', from: 40, to: 320 },
      { phase: 'generalising', from: 320, to: 2560 },
      { phase: 'grokked', from: 2560, to: 3000 },
    ])
  })

  test('moving a threshold moves a border', () => {
    expect(phaseSegments(grokking, { memorised: 0.9, leaving: 0.5, grokked: 0.9 })).toEqual([
      { phase: 'memorising', from: 0, to: 20 },
      { phase: 'plateau', from: 20, to: 640 },
      { phase: 'generalising', from: 640, to: 1280 },
      { phase: 'grokked', from: 1280, to: 2560 },
    ])
  })

  test('a run that never generalises ends on the plateau', () => {
    expect(phaseSegments(never).at(-1)).toEqual({ phase: 'plateau', from: 40, to: 2560 })
  })

  test('segments meet, ascend and cover every logged step', () => {
    const accuracies = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 })
    fc.assert(fc.property(accuracies, accuracies, (train, rest) => {
      const segments = phaseSegments({ train_accuracy: series(...train), test_accuracy: series(...rest) })
      expect(segments[0]?.from).toBe(0)
      expect(segments.at(-1)?.to).toBe(2560)
      segments.forEach(({ from, to }, i) => {
        expect(to).toBeGreaterThan(from)
        if (i > 0) expect(from).toBe(segments[i - 1]!.to)
      })
    }))
  })

  test('no points, no segments', () => {
    expect(phaseSegments({})).toEqual([])
  })
})

describe('labels of the literature', () => {
  test('Liu: the delay decides between comprehension and grokking, the budget what counts', () => {
    expect(liuLabel(grokking)).toBe('grokking')
    expect(liuLabel(grokking, { accuracy: 0.9, delay: 2000, budget: 1e5 })).toBe('comprehension')
    expect(liuLabel(grokking, { accuracy: 0.9, delay: 1270, budget: 1e5 })).toBe('comprehension') // 1 280 − 20 < 1 270
    expect(liuLabel(grokking, { accuracy: 0.9, delay: 1000, budget: 1000 })).toBe('memorization')
    expect(liuLabel(never)).toBe('memorization')
    expect(liuLabel({ train_accuracy: series(0, 0, 0, 0, 0, 0, 0, 0, 0, 0) })).toBe('confusion')
  })

  test('PAIR: the widest gap between the losses decides', () => {
    expect(pairLabel(grokking)).toBe('grokking')
    expect(pairLabel(grokking, { loss: 1e-5, ratio: 1e7 })).toBe('dropping together')
    expect(pairLabel(never)).toBe('high test loss')
    expect(pairLabel({ train_loss: series(4, 4, 4, 4, 4, 4, 4, 4, 4, 4) })).toBe('high train loss')
  })

  test('Minegishi: strength is the ratio of the two times', () => {
    expect(minegishiTimes(grokking)).toEqual({ memorised: 40, generalised: 2560, strength: 64 })
    expect(minegishiTimes(never)).toEqual({ memorised: 40, generalised: null, strength: null })
  })
})
