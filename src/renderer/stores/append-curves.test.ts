import { describe, expect, test } from 'vitest'
import type { SeriesData } from '../../shared/schema/run.ts'
import { appendCurves, lastStep, withoutSteps } from './append-curves.ts'

const series = (...points: readonly (readonly [number, number])[]): SeriesData => ({
  steps: Uint32Array.from(points, ([step]) => step),
  values: Float64Array.from(points, ([, value]) => value),
})

describe('curves that grow', () => {
  test('points that came later stand after the history', () => {
    const joined = appendCurves({ loss: series([1, 4], [2, 3]) }, { loss: series([3, 2]) })
    expect(joined['loss']).toEqual(series([1, 4], [2, 3], [3, 2]))
  })
  test('a step that comes again replaces what stood there and after it', () => {
    const joined = appendCurves({ loss: series([1, 4], [2, 3], [3, 9], [4, 9]) }, { loss: series([3, 2]) })
    expect(joined['loss']).toEqual(series([1, 4], [2, 3], [3, 2]))
  })
  test('a series that begins late and a series without news are both kept', () => {
    const joined = appendCurves({ loss: series([1, 4]) }, { loss: series(), power: series([5, 1]) })
    expect(joined).toEqual({ loss: series([1, 4]), power: series([5, 1]) })
  })
  test('history is not changed, so that who drew it may keep it', () => {
    const history = { loss: series([1, 4]) }
    appendCurves(history, { loss: series([2, 3]) })
    expect(history).toEqual({ loss: series([1, 4]) })
  })
  test('the last step is the last of any series, and −1 before the first', () => {
    expect(lastStep({})).toBe(-1)
    expect(lastStep({ a: series([1, 0], [7, 0]), b: series([1, 0], [5, 0]) })).toBe(7)
  })
})

describe('curves whose store let points go', () => {
  const history = { loss: series([1, 4], [2, 3], [3, 2]), power: series([2, 7]), norm: series([1, 5], [3, 6]) }

  test('lose them in every series, wherever they stand, and a series without any other goes', () => {
    expect(withoutSteps(history, [2])).toEqual({ loss: series([1, 4], [3, 2]), norm: series([1, 5], [3, 6]) })
    expect(withoutSteps(history, [2, 3])).toEqual({ loss: series([1, 4]), norm: series([1, 5]) })
  })
  test('are the same object where nothing goes, so that nothing is drawn again', () => {
    expect(withoutSteps(history, [])).toBe(history)
    expect(withoutSteps(history, [9])['loss']).toBe(history.loss)
  })
})
