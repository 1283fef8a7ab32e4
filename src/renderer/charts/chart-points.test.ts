import { describe, expect, test } from 'vitest'
import { buildCurvesScene } from '../../figures/curves-scene.ts'
import { CurvesSpec } from '../../figures/spec.ts'
import { schedulesOf, pointsAt, tableColumns } from './chart-points.ts'

const spec = CurvesSpec.parse({
  version: 1,
  kind: 'curves',
  title: 'Two runs',
  panels: [
    {
      id: 'accuracy',
      title: 'Accuracy',
      y: { kind: 'accuracy' },
      lines: [
        { run: 'expected', series: 'test_accuracy', role: 'ghost' },
        { run: 'dense', series: 'test_accuracy', role: 'test' },
        { run: 'sparse', series: 'test_accuracy', role: 'test' },
      ],
    },
  ],
})
const series = (...points: (readonly [number, number])[]) => ({ steps: Uint32Array.from(points, ([s]) => s), values: Float64Array.from(points, ([, v]) => v) })
const data = {
  expected: { test_accuracy: series([1, 0], [77, 1]) },
  dense: { test_accuracy: series([1, 0.1], [10, 0.2], [100, 0.9]) },
  sparse: { test_accuracy: series([1, 0.3], [60, 0.4]) },
}
const scene = buildCurvesScene(spec, data, { width: 800, height: 300 })

describe('the cursor of a chart', () => {
  test('snaps to steps that were logged by a measured line, never to expected ones', () => {
    expect(schedulesOf(spec, data).map((steps) => Array.from(steps))).toEqual([[1, 10, 100], [1, 60]])
  })

  test('shows the nearest stored point of each run, whatever schedule it was logged on', () => {
    const found = pointsAt(scene, data, 100)
    expect(found.map(({ step, value }) => [step, value])).toEqual([[100, 0.9], [60, 0.4]])
  })

  test('rings the point where the scene drew it', () => {
    const [point] = pointsAt(scene, data, 10)
    expect(point?.x).toBeCloseTo(scene.step.scale.toPx(10), 9)
    expect(point?.y).toBeCloseTo(scene.panels[0]!.value.toPx(0.2), 9)
  })
})

test('the table twin holds stored values and leaves out what was not logged', () => {
  const [dense, sparse] = tableColumns(scene, data)
  expect(dense?.at(10)).toBe(0.2)
  expect(sparse?.at(10)).toBeNull()
  expect(dense?.write(0.2)).toBe('20.00\u00A0%')
  expect(dense?.title).toBe('dense: test accuracy')
})
