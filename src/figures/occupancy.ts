import type { Rect, Stretch } from './scene.ts'

/** Rows that a line covers in each whole px column of a plot; low > high where it is absent. */
export interface Occupancy {
  readonly x0: number
  readonly low: Float32Array
  readonly high: Float32Array
}

/** Which rows a line covers, column by column: what a label beside it must avoid. */
export function occupancy(stretches: readonly Stretch[], plot: Rect): Occupancy {
  const columns = Math.ceil(plot.width) + 1
  const low = new Float32Array(columns).fill(Infinity)
  const high = new Float32Array(columns).fill(-Infinity)
  const cover = (column: number, y: number): void => {
    if (column < 0 || column >= columns) return
    low[column] = Math.min(low[column]!, y)
    high[column] = Math.max(high[column]!, y)
  }
  for (const { px } of stretches) {
    for (let i = 0; i < px.length; i += 2) {
      const x = px[i]! - plot.x
      const y = px[i + 1]!
      cover(Math.floor(x), y)
      if (i === 0) continue
      const fromX = px[i - 2]! - plot.x
      const fromY = px[i - 1]!
      // where the segment crosses column edges
      for (let edge = Math.max(0, Math.ceil(fromX)); edge <= Math.min(x, columns); edge += 1) {
        const crossing = fromY + ((y - fromY) * (edge - fromX)) / (x - fromX)
        cover(edge - 1, crossing)
        cover(edge, crossing)
      }
    }
  }
  return { x0: plot.x, low, high }
}

/** The share of a box's columns in which the line passes through it. */
export function crossing({ x0, low, high }: Occupancy, box: Rect, room = 2): number {
  const from = Math.floor(box.x - x0)
  const to = Math.ceil(box.x + box.width - x0)
  let crossed = 0
  for (let column = Math.max(0, from); column < Math.min(low.length, to); column += 1) {
    if (low[column]! < box.y + box.height + room && high[column]! > box.y - room) crossed += 1
  }
  return crossed / Math.max(1, to - from)
}

/** The column, of those where the line is, around which it rises or falls the most within `reach` px; null for a line of under two columns. */
export function steepest({ low, high }: Occupancy, reach = 6): { readonly column: number; readonly y: number } | null {
  let best = null
  let most = -1
  for (let column = reach; column < low.length - reach; column += 1) {
    const before = (low[column - reach]! + high[column - reach]!) / 2
    const after = (low[column + reach]! + high[column + reach]!) / 2
    const change = Math.abs(after - before)
    if (!Number.isFinite(change) || change <= most) continue
    most = change
    best = { column, y: (before + after) / 2 }
  }
  return best
}
