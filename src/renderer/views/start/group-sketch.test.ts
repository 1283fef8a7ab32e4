import { expect, test } from 'vitest'
import type { SeriesData } from '../../../shared/schema/run.ts'
import { mostLines, sketchOf } from './group-sketch.ts'

const line = (...values: readonly number[]): SeriesData => ({ steps: Uint32Array.from(values, (_, i) => i + 1), values: Float64Array.from(values) })
const run = (late: number) => ({ steps: 3, curves: { test_accuracy: line(0, late, 1) } })

test('a few runs are drawn as they are', () => {
  const runs = Array.from({ length: mostLines }, (_, i) => run(i / 10))
  expect(sketchOf(runs)).toEqual({ lines: runs.map(({ curves }) => curves), bands: [] })
})

test('of many the median is drawn, with the middle half of them behind it', () => {
  const { lines, bands } = sketchOf([0.9, 0.1, 0.5, 0.3, 0.7, 0.2, 0.4, 0.6, 0.8].map(run))
  expect(lines).toEqual([{ test_accuracy: line(0, 0.5, 1) }])
  expect(bands.map(({ series }) => series)).toEqual(['test_accuracy'])
  expect([bands[0]?.low.values[1], bands[0]?.high.values[1]]).toEqual([0.3, 0.7])
})
