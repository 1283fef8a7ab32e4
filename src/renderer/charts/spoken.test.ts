import { describe, expect, test } from 'vitest'
import { spokenCurves } from './spoken.ts'

const series = (points: readonly (readonly [number, number])[]) => ({
  steps: Uint32Array.from(points, ([step]) => step),
  values: Float64Array.from(points, ([, value]) => value),
})

describe('the sentence of a chart', () => {
  test('names the step at which test accuracy passes 95 %, and how long after training', () => {
    const curves = {
      train_accuracy: series([[1, 0.1], [30, 0.996], [2000, 1]]),
      test_accuracy: series([[1, 0.01], [900, 0.94], [1073, 0.951], [2000, 1]]),
    }
    expect(spokenCurves(curves)).toBe('test accuracy passes 95 % at step 1\u202F073, 1\u202F043 steps after training')
  })

  test('says where an unfinished run stands', () => {
    const curves = { train_accuracy: series([[1, 0.1], [30, 1]]), test_accuracy: series([[1, 0.01], [951, 0.847]]) }
    expect(spokenCurves(curves)).toBe('test accuracy is 84.7\u00A0% at step 951; training passed 99 % at step 30')
  })

  test('does not claim training that has not happened, nor a delay that is none', () => {
    expect(spokenCurves({ train_accuracy: series([[1, 0.2]]), test_accuracy: series([[1, 0.1]]) })).toContain('training has not reached 99 %')
    const together = { train_accuracy: series([[5, 1]]), test_accuracy: series([[5, 1]]) }
    expect(spokenCurves(together)).toContain('together with training')
    expect(spokenCurves({})).toBe('No points yet')
  })
})
