import { describe, expect, test } from 'vitest'
import type { TheoryCurve } from '../../../shared/schema/theory.ts'
import { roleOf, theoryAxes, theoryCharts } from './theory-charts.ts'

const curve = (unit: string, over: string, x: number[], y: number[], scale: TheoryCurve['scale'] = 'linear'): TheoryCurve => ({ label: unit, over, unit, scale, x: Float64Array.from(x), y: Float64Array.from(y) })

test('curves that share both axes share a chart, in the order in which they come', () => {
  const charts = theoryCharts({ a: curve('loss', 'steps', [1], [1], 'log'), b: curve('share', 'steps', [1], [1], 'log'), c: curve('loss', 'steps', [1], [2], 'log'), d: curve('loss', 'examples', [1], [1]) })
  expect(charts.map(({ title, over, curves }) => [title, over, curves.length])).toEqual([['loss', 'steps', 2], ['share', 'steps', 1], ['loss', 'examples', 1]])
})

test('curves of training and of tests have the colours that these have everywhere', () => {
  expect(['train loss', 'test accuracy', 'evidence', 'training examples'].map((label) => roleOf({ label }))).toEqual(['train', 'test', null, null])
})

describe('the axes of a chart', () => {
  const axes = (curves: readonly TheoryCurve[]) => theoryAxes({ title: curves[0]!.unit, over: 'x', scale: curves[0]!.scale, curves }, [0, 100], [100, 0])

  test('hold every finite point', () => {
    const { x, y } = axes([curve('loss', 'x', [1, 10, 100], [3, NaN, 5], 'log'), curve('loss', 'x', [50, 1000], [4, Infinity], 'log')])
    expect(x.domain).toEqual([1, 1000])
    expect(x.kind).toBe('log')
    expect(y.domain[0]).toBeLessThanOrEqual(3)
    expect(y.domain[1]).toBeGreaterThanOrEqual(5)
  })

  test('values that lie decades apart are read on a log axis, unless one of them is not above 0', () => {
    expect(axes([curve('loss', 'x', [1, 2], [1e-6, 1])]).y.kind).toBe('log')
    expect(axes([curve('loss', 'x', [1, 2], [0, 1])]).y.kind).toBe('linear')
  })

  test('shares keep 0 to 1', () => {
    expect(axes([curve('share of sets', 'x', [1, 2], [1e-9, 0.4])]).y.domain).toEqual([0, 1])
  })

  test('nothing to draw still has axes', () => {
    const { xTicks, yTicks } = axes([curve('loss', 'x', [], [], 'log')])
    expect(xTicks.length + yTicks.length).toBeGreaterThan(2)
  })
})
