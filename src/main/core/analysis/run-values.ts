import type { RunId, SeriesData } from '../../../shared/schema/run.ts'
import type { Reducer, SeriesOfRuns, TableColumn, TableValues } from '../../../shared/schema/table.ts'
import type { CurveLength } from '../store/curves.ts'
import type { Store } from '../store/store.ts'
import { crossing, extentOf, joined, pointNear, type Extent, type Point } from './reduce-curve.ts'

/**
 * Columns of a table of runs. What was found of a curve is kept until its points are others; where points were added behind those
 * that it had, only they are read.
 */
export interface RunValues {
  values(ids: readonly RunId[], columns: readonly TableColumn[]): TableValues[]
  series(ids: readonly RunId[]): SeriesOfRuns
}

interface Known {
  readonly length: CurveLength
  readonly extent: Extent | null
  /** By the text of a reducer that needs the points. */
  readonly found: Map<string, Point | null>
}

/** Every point of a series of a run: columns of one series read it once. */
type Whole = (series: string) => SeriesData

/** Fewer runs are asked for by name, more by reading the lengths of all. */
const fewRuns = 100

export function runValues(store: Pick<Store, 'curves' | 'runs' | 'summary'>): RunValues {
  const known = new Map<RunId, Map<string, Known>>()
  const lengthsOf = (ids: readonly RunId[]) => store.curves.lengths(ids.length <= fewRuns ? ids : null)

  const knownOf = (id: RunId, series: string, length: CurveLength, whole: Whole): Known => {
    const ofRun = known.get(id) ?? new Map<string, Known>()
    known.set(id, ofRun)
    const before = ofRun.get(series)
    if (before !== undefined && before.length.count === length.count && before.length.lastStep === length.lastStep) return before
    const next = { length, ...(grown(id, series, length, before) ?? { extent: extentOf(whole(series)), found: new Map<string, Point | null>() }) }
    ofRun.set(series, next)
    return next
  }

  /** Null where it is not the same curve with more points. */
  const grown = (id: RunId, series: string, length: CurveLength, before: Known | undefined): Omit<Known, 'length'> | null => {
    if (before === undefined || length.count <= before.length.count) return null
    const added = store.curves.curve(id, series, before.length.lastStep)
    if (before.length.count + added.steps.length !== length.count) return null
    // A crossing stays the first one, and a point between others the nearest; what was not found may be in what was added.
    return { extent: joined(before.extent, extentOf(added)), found: new Map([...before.found].filter(([, point]) => point !== null && point.step < before.length.lastStep)) }
  }

  const find = (id: RunId, { series, reducer }: TableColumn, length: CurveLength, whole: Whole): Point | null => {
    const { extent, found } = knownOf(id, series, length, whole)
    if (extent === null) return null
    switch (reducer.kind) {
      case 'first':
      case 'last':
      case 'min':
      case 'max':
        return extent[reducer.kind]
      case 'at_step':
      case 'at_event':
      case 'crossing':
        return foundOnce(found, stepped(id, reducer), () => whole(series))
      default:
        return reducer satisfies never
    }
  }

  const readOnce = (id: RunId): Whole => {
    const read = new Map<string, SeriesData>()
    return (series) => {
      const curve = read.get(series) ?? store.curves.curve(id, series)
      read.set(series, curve)
      return curve
    }
  }

  const stepped = (id: RunId, reducer: Extract<Reducer, { kind: 'at_step' | 'at_event' | 'crossing' }>) => {
    if (reducer.kind !== 'at_event') return reducer
    const step = store.summary(id).events[reducer.event]
    return step === null ? null : { kind: 'at_step' as const, step }
  }

  const foundOnce = (found: Map<string, Point | null>, reducer: Exclude<Reducer, { kind: 'first' | 'last' | 'min' | 'max' | 'at_event' }> | null, whole: () => SeriesData): Point | null => {
    if (reducer === null) return null
    const name = JSON.stringify(reducer)
    const before = found.get(name)
    if (before !== undefined) return before
    const curve = whole()
    const point = reducer.kind === 'at_step' ? pointNear(curve, reducer.step) : crossing(curve, reducer.threshold, reducer.direction)
    found.set(name, point)
    return point
  }

  return {
    values(ids, columns) {
      for (const id of ids) store.runs.get(id) // refuses a run that is not there
      const lengths = lengthsOf(ids)
      const table = columns.map(() => ({ values: new Float64Array(ids.length).fill(NaN), steps: new Int32Array(ids.length).fill(-1) }))
      for (const [row, id] of ids.entries()) {
        const whole = readOnce(id)
        for (const [i, column] of columns.entries()) {
          const length = lengths.get(id)?.get(column.series)
          const point = length === undefined ? null : find(id, column, length, whole)
          const into = table[i]
          if (point === null || into === undefined) continue
          into.values[row] = point.value
          into.steps[row] = point.step
        }
      }
      return table
    },

    series(ids) {
      for (const id of ids) store.runs.get(id)
      const lengths = lengthsOf(ids)
      const names = [...new Set(ids.flatMap((id) => [...(lengths.get(id)?.keys() ?? [])]))].sort()
      const place = new Map(names.map((name, i) => [name, i]))
      return { names, runs: ids.map((id) => ({ id, series: [...(lengths.get(id)?.keys() ?? [])].flatMap((name) => place.get(name) ?? []).sort((a, b) => a - b) })) }
    },
  }
}
