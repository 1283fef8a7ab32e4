import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { TaskConfig } from '../../shared/schema/config/task.ts'
import type { Curves } from '../../shared/schema/run.ts'
import { eventSteps } from './events.ts'
import { labelRules, labelsOf, liuLabel, liuRules, minegishiTimes, pairLabel, widestGap } from './labels.ts'
import { defaultThresholds, phaseSegments, thresholdsOf } from './segments.ts'
import { reachedTimes } from './times.ts'

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

  test('guesses are a plateau: where half of the answers is chance, it ends halfway from there to all', () => {
    const guessed = { train_accuracy: series(0.5, 0.9, 1, 1, 1, 1, 1, 1, 1, 1), test_accuracy: series(0.5, 0.5, 0.6, 0.5, 0.6, 0.55, 0.8, 0.9, 1, 1) }
    const parity = TaskConfig.parse({ kind: 'sparse_parity', rows: 100 })
    expect(phaseSegments(guessed, thresholdsOf(parity)).map(({ phase, from }) => [phase, from])).toEqual([['memorising', 0], ['plateau', 20], ['generalising', 320], ['grokked', 1280]])
    expect(thresholdsOf(TaskConfig.parse({ kind: 'modular_table', modulus: 31 }))).toEqual(defaultThresholds)
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

  test('Liu: the variants in use disagree about one run', () => {
    const late: Curves = { train_accuracy: series(0, 1, 1, 1, 1, 1, 1, 1, 1, 1), test_accuracy: series(0, 0, 0, 0, 0, 0, 0, 0, 1, 1) } // after 1 270 steps
    expect(Object.entries(liuRules).map(([name, rule]) => [name, liuLabel(late, rule)])).toEqual([['paper', 'grokking'], ['scripts', 'grokking'], ['figure', 'comprehension']])
    const long = { steps: Uint32Array.of(0, 100, 50_000), values: Float64Array.of(0, 0, 1) }
    const slow: Curves = { train_accuracy: { ...long, values: Float64Array.of(0, 1, 1) }, test_accuracy: long }
    expect(liuLabel(slow, liuRules.paper)).toBe('grokking')
    expect(liuLabel(slow, liuRules.scripts)).toBe('memorization')
  })

  test('PAIR: losses are held against each other at equal steps, wherever one was logged more often', () => {
    const often = { steps: Uint32Array.of(0, 5, 10, 20), values: Float64Array.of(4, 1e9, 8, 6) }
    const seldom = { steps: Uint32Array.of(0, 10, 20), values: Float64Array.of(4, 2, 0.5) }
    expect(widestGap({ train_loss: seldom, test_loss: often })).toBe(12)
    expect(widestGap({ train_loss: { ...seldom, values: Float64Array.of(NaN, 0, 3) }, test_loss: { ...often, values: Float64Array.of(4, 0, 0, 6) } })).toBe(2)
    expect(widestGap({})).toBe(0)
  })

  test('Minegishi: what began learnt has no strength', () => {
    const learnt: Curves = { train_accuracy: series(1, 1, 1, 1, 1, 1, 1, 1, 1, 1), test_accuracy: series(0, 1, 1, 1, 1, 1, 1, 1, 1, 1) }
    expect(minegishiTimes(learnt)).toEqual({ memorised: 0, generalised: 10, strength: null })
  })

  test('all three come together, with the thresholds they were made by', () => {
    expect(labelsOf(grokking)).toEqual({
      rules: labelRules, liu: 'grokking', liuIsOpen: false, pair: 'grokking', widestGap: 1e6, minegishi: { memorised: 40, generalised: 2560, strength: 64 },
    })
    const rules = { liu: { accuracy: 0.9, delay: 5000, budget: 1e5 }, pair: { loss: 1e-5, ratio: 1e7 }, minegishi: 0.5 }
    expect(labelsOf(grokking, rules)).toMatchObject({ rules, liu: 'comprehension', pair: 'dropping together', minegishi: { memorised: 20, generalised: 640, strength: 32 } })
  })

  test('a run that ended before the budget leaves Liu’s label open, one that used it up does not', () => {
    expect(labelsOf(never)).toMatchObject({ liu: 'memorization', liuIsOpen: true })
    expect(labelsOf(never, { ...labelRules, liu: { ...labelRules.liu, budget: 2560 } })).toMatchObject({ liu: 'memorization', liuIsOpen: false })
    expect(labelsOf({})).toMatchObject({ liu: 'confusion', liuIsOpen: true, pair: 'high train loss', widestGap: 0 })
  })
})

describe('times', () => {
  test('are taken at each threshold, and carry it', () => {
    expect(reachedTimes(grokking)).toEqual([
      { accuracy: 0.5, train: 20, test: 640, delay: 620, ratio: 32 },
      { accuracy: 0.9, train: 20, test: 1280, delay: 1260, ratio: 64 },
      { accuracy: 0.95, train: 40, test: 2560, delay: 2520, ratio: 64 },
      { accuracy: 0.99, train: 40, test: 2560, delay: 2520, ratio: 64 },
    ])
    expect(reachedTimes(never, [0.9])).toEqual([{ accuracy: 0.9, train: 20, test: null, delay: null, ratio: null }])
  })
})
