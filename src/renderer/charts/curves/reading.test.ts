import { expect, test } from 'vitest'
import type { ChartPoint } from '../chart-points.ts'
import { listedPoints } from './reading.ts'

const points = Array.from({ length: 20 }, (_, i) => ({ key: `${i}`, run: `r${i}`, y: 10 * i }) as unknown as ChartPoint)

test('a readout lists the eight nearest to the pointer, and what is pinned wherever that is, in the order of the figure', () => {
  const listed = listedPoints({ place: 1, points, pointer: { x: 0, y: 101 } }, new Set(['r0', 'r19']))
  expect(listed.map(({ run }) => run)).toEqual(['r0', 'r7', 'r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r19'])
  expect(listedPoints({ place: 1, points: points.slice(0, 5), pointer: null }, new Set())).toHaveLength(5)
})
