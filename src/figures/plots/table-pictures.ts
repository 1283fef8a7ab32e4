import type { MarkInput } from './plots-spec.ts'

/** What may stand in a cell in place of words. Places are shares of the cell's width, from the left, and of its height, from below. */
export type CellPicture =
  /** A small curve. */
  | { readonly picture: 'curve'; readonly slot: number; readonly x: readonly number[]; readonly y: readonly number[] }
  /** From an open point to a filled one, either of which may be missing. */
  | { readonly picture: 'span'; readonly slot: number | null; readonly from: number | null; readonly to: number | null }

export function isPicture(cell: string | CellPicture): cell is CellPicture {
  return typeof cell === 'object'
}

/** Where the cells of a table are, in px of its own axis. */
export interface TableGrid {
  start(column: number): number
  readonly width: number
}

interface Drawn {
  readonly marks: readonly MarkInput[]
  readonly data: Record<string, Record<string, readonly number[]>>
}

/** Of a row, a curve fills so much. */
const filled = 0.66

/** One line for all of one colour: what belongs apart is parted by a gap. */
class Lines {
  readonly #byColour = new Map<string, { readonly slot: number | null; readonly x: number[]; readonly y: number[] }>()

  add(slot: number | null, x: readonly number[], y: readonly number[]): void {
    const key = String(slot ?? 'ink')
    const line = this.#byColour.get(key) ?? { slot, x: [], y: [] }
    this.#byColour.set(key, line)
    line.x.push(...x, NaN)
    line.y.push(...y, NaN)
  }

  drawn(what: string, mark: (data: string, slot: number | null) => MarkInput): Drawn {
    const all = [...this.#byColour].map(([key, { slot, x, y }]) => ({ key: `${what} ${key}`, slot, columns: { x, y } }))
    return { marks: all.map(({ key, slot }) => mark(key, slot)), data: Object.fromEntries(all.map(({ key, columns }) => [key, columns])) }
  }
}

/** The colours of runs, 14 px wide, before the first words of their rows. */
export function swatchMarks(leads: readonly { readonly slot: number | null; readonly x: number }[]): Drawn {
  const lines = new Lines()
  leads.forEach(({ slot, x }, row) => slot !== null && lines.add(slot, [x, x + 14], [row + 1, row + 1]))
  return lines.drawn('colour', (data, slot) => ({ mark: 'line', data, slot, width: 3 }))
}

/** The pictures of a table, a mark for each colour and kind. */
export function pictureMarks(cells: readonly (readonly (string | CellPicture)[])[], { start, width }: TableGrid): Drawn {
  const [curves, spans, open, closed] = [new Lines(), new Lines(), new Lines(), new Lines()]
  cells.forEach((line, row) =>
    line.forEach((cell, column) => {
      if (!isPicture(cell)) return
      const place = (share: number): number => start(column) + share * width
      if (cell.picture === 'curve') return curves.add(cell.slot, cell.x.map(place), cell.y.map((share) => row + filled * (0.5 - share)))
      const ends = [cell.from, cell.to].filter((share) => share !== null)
      if (ends.length === 2) spans.add(cell.slot, ends.map(place), [row, row])
      if (cell.from !== null) open.add(cell.slot, [place(cell.from)], [row])
      if (cell.to !== null) closed.add(cell.slot, [place(cell.to)], [row])
    }),
  )
  const parts = [
    curves.drawn('curve', (data, slot) => ({ mark: 'line', data, slot, width: 1.25 })),
    spans.drawn('span', (data, slot) => ({ mark: 'line', data, slot, width: 1.25 })),
    open.drawn('from', (data, slot) => ({ mark: 'points', data, slot, radius: 2.5, shape: 'ring' })),
    closed.drawn('to', (data, slot) => ({ mark: 'points', data, slot, radius: 3 })),
  ]
  return { marks: parts.flatMap(({ marks }) => marks), data: Object.assign({}, ...parts.map(({ data }) => data)) }
}
