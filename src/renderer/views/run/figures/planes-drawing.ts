import { turnOrder } from '../principal-axes.ts'
import { inRows, type Drawing } from './drawing.ts'

export interface DrawnPlane {
  readonly title: string
  readonly subtitle: string
  readonly x: Float64Array
  readonly y: Float64Array
  readonly radius: number
  readonly frequency: number | null
}

const centre = [{ mark: 'rule' as const, axis: 'x' as const, value: 0, ink: 'grid' as const, width: 1 }, { mark: 'rule' as const, axis: 'y' as const, value: 0, ink: 'grid' as const, width: 1 }]

/** Symbols in planes, joined in steps of 1/k mod p where they have a frequency; `slots` colours them by their class. */
export function planesDrawing(planes: readonly DrawnPlane[], symbols: readonly string[], pinned: number | null, slots: readonly number[] | null = null): Drawing {
  const data: Record<string, Record<string, ArrayLike<number>>> = {}
  const rows = inRows(planes, 4).map((some, r) => ({
    height: 190,
    plots: some.map((plane, j) => {
      const id = `plane ${4 * r + j + 1}`
      const reach = 1.18 * plane.radius
      const axis = { kind: 'linear' as const, domain: [-reach, reach] as const, shown: 'none' as const }
      const all = Array.from(plane.x, (_, i) => i)
      const pick = (rowsOf: readonly number[]) => ({ x: rowsOf.map((i) => plane.x[i]!), y: rowsOf.map((i) => plane.y[i]!) })
      if (plane.frequency !== null) data[`${id} turn`] = pick(turnOrder(plane.x.length, plane.frequency))
      const parts = slots === null ? [{ key: `${id} symbols`, rows: all, slot: null }] : [...new Set(slots)].map((slot) => ({ key: `${id} class ${slot}`, rows: all.filter((i) => slots[i] === slot), slot }))
      for (const part of parts) data[part.key] = pick(part.rows)
      if (pinned !== null) data[`${id} pinned`] = pick([pinned])
      const named = plane.x.length <= 12 ? all : [0, 1, 2]
      return {
        id, title: plane.title, subtitle: plane.subtitle, aspect: 1, grid: 'none' as const, x: axis, y: axis,
        marks: [
          ...centre,
          ...(plane.frequency === null ? [] : [{ mark: 'line' as const, data: `${id} turn`, ink: 'n-6' as const, width: 1 }]),
          ...parts.map(({ key, rows: own, slot }) => ({ mark: 'points' as const, data: key, slot, radius: plane.x.length > 80 ? 2 : 2.8, names: own.map((i) => (named.includes(i) ? (symbols[i] ?? String(i)) : '')) })),
          ...(pinned === null ? [] : [{ mark: 'points' as const, data: `${id} pinned`, ink: 'accent' as const, radius: 4.5, names: [symbols[pinned] ?? String(pinned)] }]),
        ],
      }
    }),
  }))
  return { rows, data }
}
