import type { GroupSpec } from '../spec-series.ts'
import { centreOf } from './centre.ts'
import { intervalOf } from './interval.ts'
import { onGrid, sharedGrid, type Member } from './shared-grid.ts'

/** A group over x: its centre and band, and how many members they are of. */
export interface GroupCurve {
  readonly x: Float64Array
  /** NaN where fewer than two members have a value: one run is no group. */
  readonly centre: Float64Array
  readonly count: Uint16Array
  /** Members were logged at different x, so values between their points had to be held or drawn straight. */
  readonly isUneven: boolean
  /** The band at its own places; NaN where there is none. Null for no band. */
  readonly band: { readonly x: Float64Array; readonly low: Float64Array; readonly high: Float64Array; readonly count: Uint16Array } | null
}

/** Places at which a bootstrap is computed at most: two thousand resamples at each of them. */
const mostBootstrapped = 400

/** Centre and band of a group at every x at which one of its members was logged. Members whose value there is not finite do not count. */
export function groupCurve(members: readonly Member[], { centre, band, level, evaluation }: Pick<GroupSpec, 'centre' | 'band' | 'level' | 'evaluation'>): GroupCurve {
  const grid = sharedGrid(members)
  const values = members.map((member) => onGrid(member, grid, evaluation))
  const room = new Float64Array(members.length) // a hundred thousand places would otherwise be as many arrays
  const present = (i: number): Float64Array => {
    let n = 0
    for (const of of values) {
      const v = of[i]!
      if (Number.isFinite(v) && (centre !== 'geometric' || v > 0)) room[n++] = v
    }
    return room.subarray(0, n)
  }
  const isOrdered = centre === 'median' || centre === 'trimmed'

  const count = new Uint16Array(grid.length)
  const centres = new Float64Array(grid.length).fill(NaN)
  const places = band === 'none' ? [] : band === 'bootstrap' ? thinned(grid.length) : null
  const low = new Float64Array(grid.length).fill(NaN)
  const high = new Float64Array(grid.length).fill(NaN)
  const chosen = places === null ? null : new Set(places)
  for (let i = 0; i < grid.length; i += 1) {
    const here = present(i)
    count[i] = here.length
    if (here.length < 2) continue
    if (chosen === null || chosen.has(i)) {
      const interval = intervalOf(here, centre, band, level)
      if (interval !== null) [low[i], high[i]] = interval
    }
    centres[i] = centreOf(isOrdered ? here.sort() : here, centre)
  }
  const at = (of: Float64Array): Float64Array => (places === null ? of : Float64Array.from(places, (i) => of[i]!))
  const isUneven = members.some(({ x }) => placesWithin(grid, x) !== x.length)
  return { x: grid, centre: centres, count, isUneven, band: band === 'none' ? null : { x: at(grid), low: at(low), high: at(high), count: places === null ? count : Uint16Array.from(places, (i) => count[i]!) } }
}

/** At most so many places of a long grid, denser at its beginning as a log axis needs it; the first and the last are among them. */
function thinned(length: number): readonly number[] {
  if (length <= mostBootstrapped) return Array.from({ length }, (_, i) => i)
  const places = new Set<number>([0, length - 1])
  for (let k = 0; k < mostBootstrapped / 2; k += 1) {
    const share = k / (mostBootstrapped / 2 - 1)
    places.add(Math.round(share * (length - 1)))
    places.add(Math.min(length - 1, Math.round(length ** share) - 1))
  }
  return [...places].sort((a, b) => a - b)
}

/** How many places of the grid lie between a member's first and last point: as many as it has where nothing is between them. */
function placesWithin(grid: Float64Array, x: ArrayLike<number>): number {
  const [first = Infinity, last = -Infinity] = [x[0], x[x.length - 1]]
  return grid.reduce((n, place) => n + Number(place >= first && place <= last), 0)
}
