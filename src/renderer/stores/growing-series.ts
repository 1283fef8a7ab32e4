import type { SeriesData } from '../../shared/schema/run.ts'

/** Room for more numbers than are there, in an array that views share. */
interface Room<A extends Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>> {
  readonly array: A
  /** Written so far: only what ends there may be grown in place. */
  used: number
}

type StepsRoom = Room<Uint32Array<ArrayBuffer>>

const rooms = new WeakMap<SeriesData, { readonly steps: StepsRoom; readonly values: Room<Float64Array<ArrayBuffer>> }>()

/** Spare room is at most a quarter of what is there. */
const spare = 1.25

/**
 * The first `kept` points of a series and those after them. Points that follow the last one are written behind it into room kept for them, so
 * that a series that grows every step is copied once each time it has become a quarter longer and not every time; views of it that were
 * given out before stay as they are.
 * @param others series grown just now: those that were logged at the same steps lie beside one array of steps, and not each beside its own
 */
export function grownSeries(series: SeriesData, kept: number, more: SeriesData, others: readonly SeriesData[] = []): SeriesData {
  const length = kept + more.steps.length
  const own = rooms.get(series)
  const steps = stepsFor(series, kept, more, others)
  let values = own?.values
  if (values === undefined || values.used !== kept || kept !== series.values.length || length > values.array.length) {
    values = { array: new Float64Array(Math.ceil(length * spare)), used: 0 }
    values.array.set(series.values.subarray(0, kept))
  }
  values.array.set(more.values, kept)
  values.used = length
  const grown = { steps: steps.array.subarray(0, length), values: values.array.subarray(0, length) }
  rooms.set(grown, { steps, values })
  return grown
}

/** Where the steps lie: in the room they had, in that of another series which has the same, or in a new one. */
function stepsFor(series: SeriesData, kept: number, more: SeriesData, others: readonly SeriesData[]): StepsRoom {
  const length = kept + more.steps.length
  const own = rooms.get(series)?.steps
  const holds = (room: StepsRoom): boolean => room.used >= length && isAt(room.array, kept, more.steps)
  if (own !== undefined && kept <= series.steps.length) {
    // A series beside it was grown first.
    if (holds(own)) return own
    if (own.used === kept && length <= own.array.length) {
      own.array.set(more.steps, kept)
      own.used = length
      return own
    }
  }
  const before = series.steps.subarray(0, kept)
  for (const other of others) {
    const room = rooms.get(other)?.steps
    if (room !== undefined && holds(room) && isAt(room.array, 0, before)) return room
  }
  const room = { array: new Uint32Array(Math.ceil(length * spare)), used: length }
  room.array.set(before)
  room.array.set(more.steps, kept)
  return room
}

function isAt(array: Uint32Array, from: number, part: Uint32Array): boolean {
  for (let i = 0; i < part.length; i++) if (array[from + i] !== part[i]) return false
  return true
}

/** Whether the one is the beginning of the other in the same memory. */
export function isGrownFrom(later: SeriesData, earlier: SeriesData): boolean {
  const isSame = (a: Uint32Array | Float64Array, b: Uint32Array | Float64Array): boolean => a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.length >= b.length
  return isSame(later.steps, earlier.steps) && isSame(later.values, earlier.values)
}
