import type { Reduction } from './reduce.ts'

/**
 * The points of a path that a plot can show. A path may turn back, so columns mean nothing: of points that follow each other within one pixel
 * of the last drawn one only the last is drawn, and the line through the rest passes within a pixel of every point. Points outside the
 * domain are kept where the path enters or leaves it.
 *
 * @param x, y px of each point in the order of steps; NaN breaks the path; @param left, right edges of the plot; @param resolution pixels a px
 */
export function reducePath(x: Float64Array, y: Float64Array, left: number, right: number, resolution = 1): Reduction {
  const stretches: Uint32Array[] = []
  let current: number[] = []
  let drawn = 0
  let total = 0
  const near = 1 / resolution
  const isIn = (i: number): boolean => x[i]! >= left && x[i]! <= right
  const cut = (): void => {
    if (current.length > 0) stretches.push(Uint32Array.from(current))
    current = []
  }
  for (let i = 0; i < x.length; i += 1) {
    const isPlaced = Number.isFinite(x[i]) && Number.isFinite(y[i])
    if (Number.isFinite(x[i]) && isIn(i)) total += 1
    if (!isPlaced) {
      cut()
      continue
    }
    const crosses = isIn(i) || (i > 0 && isIn(i - 1)) || (i + 1 < x.length && isIn(i + 1))
    if (!crosses) {
      cut()
      continue
    }
    const anchor = current[current.length - 2]
    const isNear = anchor !== undefined && Math.hypot(x[i]! - x[anchor]!, y[i]! - y[anchor]!) < near && Math.hypot(x[i - 1]! - x[anchor]!, y[i - 1]! - y[anchor]!) < near
    // The last point within reach of the anchor stands for those before it.
    if (isNear && current[current.length - 1] === i - 1) current[current.length - 1] = i
    else current.push(i)
  }
  cut()
  for (const stretch of stretches) for (const i of stretch) if (isIn(i)) drawn += 1
  return { stretches, drawn, total }
}
