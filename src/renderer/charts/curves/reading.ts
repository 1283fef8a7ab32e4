import type { ChartPoint } from '../chart-points.ts'

/** The stored points under a cursor. */
export interface Reading {
  /** Where the cursor stands: x of the axis, or the step where that is a series. */
  readonly place: number
  readonly points: readonly ChartPoint[]
  /** px of the pointer in the chart; null for a cursor that is pinned. */
  readonly pointer: { readonly x: number; readonly y: number } | null
}

/** Lines listed at most, beside those that are pinned and the baseline. */
export const mostRead = 8

/**
 * The points that a readout lists, in the order of the figure: those nearest to the pointer, and those of runs that are always shown.
 */
export function listedPoints({ points, pointer }: Reading, always: ReadonlySet<string>, most = mostRead): readonly ChartPoint[] {
  if (points.length <= most) return points
  const far = (point: ChartPoint): number => (pointer === null ? 0 : Math.abs(point.y - pointer.y))
  const near = new Set([...points].sort((a, b) => far(a) - far(b)).slice(0, most))
  return points.filter((point) => near.has(point) || always.has(point.run))
}
