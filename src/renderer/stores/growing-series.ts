import type { SeriesData } from '../../shared/schema/run.ts'

/** Room for more points than a series has, in arrays that its views share. */
interface Room {
  readonly steps: Uint32Array<ArrayBuffer>
  readonly values: Float64Array<ArrayBuffer>
  /** Points written so far: only the series that ends there may be grown in place. */
  used: number
}

const rooms = new WeakMap<SeriesData, Room>()

/**
 * The first `kept` points of a series and those after them. Points that follow the last one are written behind it into room kept for them, so
 * that a series that grows every step is copied once each time it has become half as long again and not every time; views of it that were
 * given out before stay as they are.
 */
export function grownSeries(series: SeriesData, kept: number, more: SeriesData): SeriesData {
  const length = kept + more.steps.length
  const own = rooms.get(series)
  const fits = own !== undefined && own.used === kept && kept === series.steps.length && length <= own.steps.length
  const room = fits ? own : roomFor(series, kept, length)
  room.steps.set(more.steps, kept)
  room.values.set(more.values, kept)
  room.used = length
  const grown = { steps: room.steps.subarray(0, length), values: room.values.subarray(0, length) }
  rooms.set(grown, room)
  return grown
}

function roomFor({ steps, values }: SeriesData, kept: number, length: number): Room {
  const size = Math.ceil(length * 1.5)
  const room = { steps: new Uint32Array(size), values: new Float64Array(size), used: 0 }
  room.steps.set(steps.subarray(0, kept))
  room.values.set(values.subarray(0, kept))
  return room
}

/** Whether the one is the beginning of the other in the same memory. */
export function isGrownFrom(later: SeriesData, earlier: SeriesData): boolean {
  const isSame = (a: Uint32Array | Float64Array, b: Uint32Array | Float64Array): boolean => a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.length >= b.length
  return isSame(later.steps, earlier.steps) && isSame(later.values, earlier.values)
}
