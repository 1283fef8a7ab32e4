import { crossing, steepest, type Occupancy } from './occupancy.ts'
import type { Label, Measures, Rect, SceneLine } from './scene.ts'
import type { Token } from './themes.ts'
import { boxOf, label, touches } from './words.ts'

export interface LabelWish {
  readonly line: SceneLine
  readonly text: string
  readonly ink: Token
  readonly occupancy: Occupancy
}

/** Where labels of lines may stand: within the figure's width and from the panel's head to its axis. */
export interface LabelRoom {
  readonly plot: Rect
  readonly right: number
  readonly top: number
}

/**
 * Labels at the lines: at the curve's end, beside its steepest part, or moved along it, in the plot or beyond its end but never across that, wherever the fewest curves pass behind the words and
 * beside the point that they name: where curves have run together, only a place before that tells which is which. Two labels
 * never touch; a line for which no free place is left has none, and highlighted lines choose first, so that the highlighted one is labelled
 * in any case and the table names the rest (`look.md` 4).
 *
 * @param curves every line of the panel, labelled or not; @param taken boxes of words that stand already
 */
export function placeLineLabels(wishes: readonly LabelWish[], curves: readonly Occupancy[], room: LabelRoom, taken: readonly Rect[], measures: Measures): readonly Label[] {
  const boxes = [...taken]
  const placed: Label[] = []
  const order = { highlighted: 0, normal: 1, context: 2 }
  const queue = [...wishes].sort((a, b) => order[a.line.emphasis] - order[b.line.emphasis] || Number(a.line.role === 'ghost') - Number(b.line.role === 'ghost'))
  for (const wish of queue) {
    let best: { words: Label; box: Rect; cost: number } | null = null
    candidates(wish, room, measures).forEach(({ words, at }, i) => {
      const box = boxOf(words)
      if (crossesEnd(box, room.plot) || box.x < room.plot.x || box.x + box.width > room.right || box.y < room.top || box.y + box.height > room.plot.y + room.plot.height - 2) return
      if (boxes.some((other) => touches(box, other))) return
      const behind = curves.reduce((sum, occupancy) => sum + crossing(occupancy, box), 0)
      const ambiguous = curves.filter((other) => other !== wish.occupancy && passesNear(other, at, 0.6 * words.size)).length
      const cost = 2 * behind + 0.25 * Math.min(3, ambiguous) + 0.03 * i
      if (best === null || cost < best.cost) best = { words, box, cost }
    })
    const found = best as { words: Label; box: Rect; cost: number } | null
    if (found === null) continue
    placed.push(found.words)
    boxes.push(found.box)
  }
  return placed
}

/** Words stand in the plot or beyond its end, where the playhead of a followed run is; across it they can be read of neither. */
function crossesEnd({ x, width }: Rect, plot: Rect): boolean {
  const end = plot.x + plot.width
  return x < end && x + width > end
}

/** A place for the words, and the point of the curve that they name there. */
interface Candidate {
  readonly words: Label
  readonly at: { readonly x: number; readonly y: number }
}

/** Places to try, the preferred first. */
function candidates({ line, text, ink, occupancy }: LabelWish, { plot }: LabelRoom, measures: Measures): readonly Candidate[] {
  const last = line.stretches[line.stretches.length - 1]?.px
  if (last === undefined) return []
  const isGhost = line.role === 'ghost'
  const size = isGhost ? measures.tickText : measures.labelText
  const half = 0.35 * size // from the middle of the letters to their baseline
  const above = -0.5 * size
  const below = 1.2 * size
  const beside = (at: Candidate['at'], dx: number, dy: number, anchor: Label['anchor']): Candidate => ({
    at,
    words: label(text, { x: at.x + dx, y: at.y + dy, anchor, halo: true }, size, ink, isGhost ? 400 : 500),
  })

  const end = { x: last[last.length - 2] ?? 0, y: last[last.length - 1] ?? 0 }
  const gap = line.end === null ? 0.5 * size : 0.75 * size
  const places = [beside(end, gap, half, 'start'), beside(end, gap, above, 'start'), beside(end, gap, below, 'start'), beside(end, 0, above, 'end'), beside(end, 0, below, 'end')]

  const steep = steepest(occupancy)
  if (steep !== null) {
    for (const shift of [0, -1.5 * size, 1.5 * size, -3 * size, 3 * size]) {
      const y = steep.y + shift
      const x = lastColumnAt(occupancy, y)
      if (x !== null) places.push(beside({ x, y }, -0.8 * size, half, 'end'), beside({ x, y }, 0.8 * size, half, 'start'))
    }
  }
  for (const share of [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]) {
    const column = Math.round((end.x - plot.x) * share)
    const [low, high] = [occupancy.low[column] ?? Infinity, occupancy.high[column] ?? -Infinity]
    if (low > high) continue
    places.push(beside({ x: plot.x + column, y: low }, 0, above, 'middle'), beside({ x: plot.x + column, y: high }, 0, below, 'middle'))
  }
  return places
}

/** Whether a curve passes within `reach` px above or below a point: words there would name it as well. */
function passesNear({ x0, low, high }: Occupancy, { x, y }: Candidate['at'], reach: number): boolean {
  const column = Math.min(low.length - 1, Math.max(0, Math.floor(x - x0)))
  // The last column of a line may hold only its end: look one to the left as well.
  return [column, Math.max(0, column - 1)].some((c) => low[c]! <= y + reach && high[c]! >= y - reach)
}

/** The x of the last column whose rows hold `y`. */
function lastColumnAt({ x0, low, high }: Occupancy, y: number): number | null {
  for (let column = low.length - 1; column >= 0; column -= 1) if (low[column]! <= y && high[column]! >= y) return x0 + column
  return null
}
