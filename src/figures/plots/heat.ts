import type { StepScale } from '../scene.ts'
import { columnOf, type PlotsData } from './plots-data.ts'
import type { MarkPlace } from './mark-place.ts'
import type { MarkSpec } from './plots-spec.ts'
import type { Cells, Shape } from './shapes.ts'

/** The cells of a heat between the middles to their neighbours, along the axis as it is drawn: half way in steps, or in decades of them. */
export function heatCells(mark: Extract<MarkSpec, { mark: 'heat' }>, data: PlotsData, { x, y, plot }: MarkPlace): readonly Shape[] {
  const [xs, ys, values] = [columnOf(data, mark.data, 'x'), columnOf(data, mark.data, 'y'), columnOf(data, mark.data, 'value')]
  if (xs.length === 0 || ys.length === 0) return []
  const columns = edgesAlong(xs, x)
  const rows = edgesAlong(ys, y)
  const down = rows.flat()
  const [top, bottom] = [Math.min(...down), Math.max(...down)]
  const isEven = columns.every(([from, to], i) => Math.abs(to - from - (columns[0]?.[1] ?? 0) + (columns[0]?.[0] ?? 0)) < 1e-6 && (i === 0 || Math.abs(from - (columns[i - 1]?.[1] ?? 0)) < 1e-6))
  const left = isEven ? (columns[0]?.[0] ?? plot.x) : plot.x
  const right = isEven ? (columns.at(-1)?.[1] ?? plot.x) : plot.x + plot.width
  const cells: Cells = {
    kind: 'cells',
    rect: { x: left, y: top, width: right - left, height: bottom - top },
    values,
    rows: ys.length,
    columns: xs.length,
    edges: isEven ? null : columns,
    isUpward: (rows[0]?.[0] ?? 0) > (rows.at(-1)?.[0] ?? 0),
    limits: mark.limits,
    map: mark.map,
  }
  return [cells]
}

/** px from and to which each value is drawn: half way, along the axis, to its neighbours, and as far beyond the ends; all of its slot for step 0. */
function edgesAlong(values: ArrayLike<number>, scale: StepScale): readonly (readonly [number, number])[] {
  const slot = scale.zeroSlot
  const at = Array.from(values, (value) => scale.toPx(value))
  const inSlot = (i: number): boolean => slot !== null && values[i] === 0
  const end = Math.max(...scale.range)
  return at.map((px, i) => {
    if (slot !== null && inSlot(i)) return [slot.from, slot.to]
    const before = i > 0 && !inSlot(i - 1) ? (px + (at[i - 1] ?? px)) / 2 : null
    const after = i < at.length - 1 ? (px + (at[i + 1] ?? px)) / 2 : null
    const alone = scale.kind === 'linear' ? Math.abs(scale.toPx(1) - scale.toPx(0)) / 2 : 4
    const from = before ?? (scale.kind === 'linear' ? (after === null ? px - alone : 2 * px - after) : px)
    const to = after ?? (scale.kind === 'linear' ? 2 * px - from : Math.min(end, 2 * px - from + (before === null ? alone : 0)))
    return [from, to]
  })
}
