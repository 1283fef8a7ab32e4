import type { StepScale } from '../../figures/scene.ts'

/** Whole px from and to which each step is drawn: half way, along the axis, to its neighbours. Ascending steps. */
export function stepEdges(steps: readonly number[], scale: StepScale, last: number): readonly (readonly [from: number, to: number])[] {
  const slot = scale.zeroSlot
  const at = steps.map((step) => Math.max(1, step))
  return steps.map((stored, i) => {
    if (slot !== null && stored === 0) return [0, Math.round(slot.to)] as const
    const step = at[i] ?? 1
    const from = i === 0 ? step : Math.sqrt(step * (at[i - 1] ?? step))
    const to = i === steps.length - 1 ? Math.min(last, step * Math.sqrt(step / (at[i - 1] ?? step))) : Math.sqrt(step * (at[i + 1] ?? step))
    return [Math.round(scale.toPx(from)), Math.round(scale.toPx(to))] as const
  })
}

/**
 * Values over steps as one value a px along the steps: [rows, width], row-major, NaN where nothing was measured.
 * @param columns one a step, `rows` values each
 */
export function stepHeat(columns: readonly ArrayLike<number>[], edges: readonly (readonly [number, number])[], rows: number, width: number): Float64Array {
  const values = new Float64Array(rows * width).fill(Number.NaN)
  columns.forEach((column, i) => {
    const [from = 0, to = 0] = edges[i] ?? []
    for (let row = 0; row < rows; row++) values.fill(column[row] ?? Number.NaN, row * width + from, row * width + Math.min(width, Math.max(from + 1, to)))
  })
  return values
}
