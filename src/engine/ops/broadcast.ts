import type { Shape } from './ops.ts'

/** The shape two shapes broadcast to as numpy does: aligned at the last axis, 1 stretches. Null when they do not fit. */
export function broadcastShapes(a: Shape, b: Shape): Shape | null {
  const rank = Math.max(a.length, b.length)
  const shape: number[] = []
  for (let axis = 0; axis < rank; axis++) {
    const da = a[axis - rank + a.length] ?? 1
    const db = b[axis - rank + b.length] ?? 1
    if (da !== db && da !== 1 && db !== 1) return null
    shape.push(da === 1 ? db : da)
  }
  return shape
}

/** Axes of `to` along which a tensor of shape `from` is repeated when it is broadcast, ascending. */
export function repeatedAxes(from: Shape, to: Shape): number[] {
  const lead = to.length - from.length
  return to.flatMap((d, axis) => (axis < lead || (from[axis - lead] === 1 && d !== 1) ? [axis] : []))
}
