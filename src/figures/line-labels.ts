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
  /** With more names than these, one is left out where no place tells which curve it is of and has none behind it. */
  readonly fewNames: number
}

/**
 * Labels at the lines: at the curve's end, beside its steepest part, or moved along it and away from it, in the plot or beyond its end but never
 * across that, where no curve passes behind the words, near the point that they name: where curves have run together, only a place before that
 * tells which is which. Two labels never touch; a line for which no free place is left has none, and highlighted lines choose first, then
 * means, so that these are labelled in any case and the table names the rest (`look.md` 4).
 *
 * @param curves the lines of the panel, labelled or not; @param faint those that stand back: words on their halo may lie over these where nothing else is free
 * @param taken boxes of words that stand already
 */
export function placeLineLabels(wishes: readonly LabelWish[], curves: readonly Occupancy[], faint: readonly Occupancy[], room: LabelRoom, taken: readonly Rect[], measures: Measures): readonly Label[] {
  const boxes = [...taken]
  const placed: Label[] = []
  const rank = ({ line }: LabelWish): number => (line.emphasis === 'highlighted' ? 0 : line.role === 'mean' ? 1 : line.emphasis === 'context' ? 3 : 2) + Number(line.role === 'ghost') / 2
  for (const wish of [...wishes].sort((a, b) => rank(a) - rank(b))) {
    const isOptional = wishes.length > room.fewNames && rank(wish) >= 2
    const others = curves.filter((other) => other !== wish.occupancy)
    let best: { words: Label; box: Rect; cost: number } | null = null
    for (const { words, at, away } of candidates(wish, room, measures)) {
      // The rest are farther still.
      if (best !== null && away >= best.cost) break
      const box = boxOf(words)
      if (crossesEnd(box, room.plot) || box.x < room.plot.x || box.x + box.width > room.right || box.y < room.top || box.y + box.height > room.plot.y + room.plot.height - 2) continue
      if (boxes.some((other) => touches(box, other))) continue
      const gap = between(at, box)
      const isHere = (other: Occupancy): boolean => passesNear(other, at, 0.6 * words.size)
      const isBetween = (other: Occupancy): boolean => crossing(other, gap, 0) > 0
      const isBehind = (other: Occupancy): boolean => crossing(other, box) > 0
      if (isOptional && (others.some(isHere) || others.some(isBetween) || curves.some(isBehind) || faint.some(isBehind))) continue
      const sameHere = others.filter(isHere).length
      const inTheWay = others.filter(isBetween).length
      const known = away + 0.25 * Math.min(8, sameHere) + 0.2 * Math.min(5, inTheWay)
      if (best !== null && known >= best.cost) continue
      const behind = curves.reduce((sum, occupancy) => sum + crossing(occupancy, box), 0)
      const over = faint.filter(isBehind).length
      const cost = known + (behind > 0 ? 3 + 2 * behind : 0) + 0.05 * over
      if (best === null || cost < best.cost) best = { words, box, cost }
    }
    if (best === null) continue
    placed.push(best.words)
    boxes.push(best.box)
  }
  return placed
}

/** Words stand in the plot or beyond its end, where the playhead of a followed run is; across it they can be read of neither. */
function crossesEnd({ x, width }: Rect, plot: Rect): boolean {
  const end = plot.x + plot.width
  return x < end && x + width > end
}

/** What lies between a point and the words beside it; of no width where they stand above or below it. */
function between({ x, y }: Candidate['at'], box: Rect): Rect {
  const [from, to] = x < box.x ? [x, box.x] : [box.x + box.width, x]
  return { x: from + 1, y, width: Math.max(0, to - from - 2), height: 0 }
}

/** A place for the words, the point of the curve that they name there, and how far that is from the place that one would choose first. */
interface Candidate {
  readonly words: Label
  readonly at: { readonly x: number; readonly y: number }
  readonly away: number
}

/** Places to try, the preferred first. */
function candidates({ line, text, ink, occupancy }: LabelWish, { plot }: LabelRoom, measures: Measures): readonly Candidate[] {
  const last = line.stretches[line.stretches.length - 1]?.px
  if (last === undefined) return []
  const isGhost = line.role === 'ghost'
  const size = isGhost ? measures.tickText : measures.labelText
  const half = 0.35 * size // from the middle of the letters to their baseline
  const places: Candidate[] = []
  const beside = (at: Candidate['at'], dx: number, dy: number, anchor: Label['anchor'], away: number): void =>
    void places.push({ at, away, words: label(text, { x: at.x + dx, y: at.y + dy, anchor, halo: true }, size, ink, isGhost ? 400 : 500) })

  const end = { x: last[last.length - 2] ?? 0, y: last[last.length - 1] ?? 0 }
  const gap = line.end === null ? 0.5 * size : 0.75 * size
  beside(end, gap, half, 'start', 0)
  beside(end, gap, -0.5 * size, 'start', 0.03)
  beside(end, gap, 1.2 * size, 'start', 0.06)
  beside(end, 0, -0.5 * size, 'end', 0.09)
  beside(end, 0, 1.2 * size, 'end', 0.12)

  const steep = steepest(occupancy)
  for (const shift of steep === null ? [] : [0, -1.5, 1.5, -3, 3, -4.5, 4.5, -6, 6]) {
    const y = (steep?.y ?? 0) + shift * size
    const x = lastColumnAt(occupancy, y)
    if (x === null) continue
    for (const reach of [0.8, 1.6, 2.6, 4, 6]) {
      const away = 0.15 + 0.04 * Math.abs(shift) + 0.12 * (reach - 0.8)
      beside({ x, y }, -reach * size, half, 'end', away)
      beside({ x, y }, reach * size, half, 'start', away + 0.03)
    }
    // Off to a corner, where the curve is not steep enough for words at its height.
    for (const [dx, anchor] of [[-0.5, 'end'], [0.5, 'start']] as const) {
      beside({ x, y }, dx * size, -0.5 * size, anchor, 0.22 + 0.04 * Math.abs(shift))
      beside({ x, y }, dx * size, 1.2 * size, anchor, 0.25 + 0.04 * Math.abs(shift))
    }
  }
  for (const share of [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]) {
    const column = Math.round((end.x - plot.x) * share)
    const [low, high] = [occupancy.low[column] ?? Infinity, occupancy.high[column] ?? -Infinity]
    if (low > high) continue
    for (const reach of [0.5, 1.2, 2]) {
      const away = 0.45 + 0.3 * (1 - share) + 0.2 * (reach - 0.5)
      beside({ x: plot.x + column, y: low }, 0, -reach * size, 'middle', away)
      beside({ x: plot.x + column, y: high }, 0, (reach + 0.7) * size, 'middle', away + 0.03)
    }
  }
  return places.sort((a, b) => a.away - b.away)
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
