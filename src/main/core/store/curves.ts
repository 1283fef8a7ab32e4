import type Database from 'better-sqlite3'
import type { Curves, RunId, SeriesData } from '../../../shared/schema/run.ts'
import { from, type Reads } from './reads.ts'

/** Points a chunk. The last chunk is rewritten as it grows: 48 KiB at most, so a commit stays under a millisecond. */
const chunkPoints = 4096

/** Curves as they leave the store: arrays of their own, which nobody else holds. */
export type StoredCurves = Record<string, StoredPoints>
interface StoredPoints extends SeriesData {
  readonly steps: Uint32Array<ArrayBuffer>
  readonly values: Float64Array<ArrayBuffer>
}

export interface CurveTable {
  /** Adds the points behind the last stored one of each series; those at or before it are already there. Call inside a transaction. */
  append(run: RunId, curves: Curves): void
  /** Removes the points of one step from every series. Call inside a transaction. */
  removePoint(run: RunId, step: number): void
  /** Every point with a step above `after`, of the named series or of all. */
  read(run: RunId, options?: { readonly series?: readonly string[] | null; readonly after?: number }): StoredCurves
  /** Every point of one series with a step above `after`; without points where the run has none. */
  curve(run: RunId, series: string, after?: number): StoredPoints
  names(run: RunId): string[]
  /** Points and last step of every curve, by run and series; of these runs, or for null of all. Reads no points. */
  lengths(runs: readonly RunId[] | null): Map<RunId, Map<string, CurveLength>>
  lastStep(run: RunId): number | null
  /** Whether any series has a point at the step. */
  holds(run: RunId, step: number): boolean
}

export interface CurveLength {
  readonly count: number
  readonly lastStep: number
}

interface Tail {
  readonly chunk: number
  readonly count: number
  readonly last_step: number
  readonly steps: Uint8Array
  readonly values: Uint8Array
}

export function curveTable(db: Database.Database, reads: Reads): CurveTable {
  const tailOf = db.prepare<[RunId, string], Tail>(
    'SELECT chunk, count, last_step, steps, "values" FROM series_chunk WHERE run_id = ? AND series = ? ORDER BY chunk DESC LIMIT 1',
  )
  const chunksOf = db.prepare<[RunId, string, number], Pick<Tail, 'steps' | 'values'>>(
    'SELECT steps, "values" FROM series_chunk WHERE run_id = ? AND series = ? AND last_step > ? ORDER BY chunk',
  )
  const insert = db.prepare('INSERT INTO series_chunk (run_id, series, chunk, first_step, last_step, count, steps, "values") VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const update = db.prepare('UPDATE series_chunk SET first_step = ?, last_step = ?, count = ?, steps = ?, "values" = ? WHERE run_id = ? AND series = ? AND chunk = ?')
  const remove = db.prepare('DELETE FROM series_chunk WHERE run_id = ? AND series = ? AND chunk = ?')

  function appendSeries(run: RunId, series: string, added: SeriesData): void {
    const tail = tailOf.get(run, series)
    let points = behind(added, tail?.last_step ?? -1)
    if (points.steps.length === 0) return
    let chunk = tail?.chunk ?? -1
    if (tail !== undefined && tail.count < chunkPoints) {
      const head = first(points, chunkPoints - tail.count)
      const whole = concat([decode(tail), head])
      update.run(whole.steps[0], whole.steps.at(-1), whole.steps.length, ...encode(whole), run, series, tail.chunk)
      points = rest(points, head.steps.length)
    }
    while (points.steps.length > 0) {
      chunk++
      const head = first(points, chunkPoints)
      insert.run(run, series, chunk, head.steps[0], head.steps.at(-1), head.steps.length, ...encode(head))
      points = rest(points, head.steps.length)
    }
  }

  const chunksHolding = (run: RunId, step: number) =>
    reads.all(from.selectFrom('series_chunk').selectAll().where('run_id', '=', run).where('first_step', '<=', step).where('last_step', '>=', step))

  return {
    append(run, curves) {
      for (const [series, points] of Object.entries(curves)) appendSeries(run, series, points)
    },

    removePoint(run, step) {
      for (const row of chunksHolding(run, step)) {
        const points = decode(row)
        const at = points.steps.indexOf(step)
        if (at < 0) continue
        const left = concat([first(points, at), rest(points, at + 1)])
        if (left.steps.length === 0) remove.run(run, row.series, row.chunk)
        else update.run(left.steps[0], left.steps.at(-1), left.steps.length, ...encode(left), run, row.series, row.chunk)
      }
    },

    read(run, { series = null, after = -1 } = {}) {
      let query = from.selectFrom('series_chunk').select(['series', 'steps', 'values']).where('run_id', '=', run).where('last_step', '>', after)
      if (series !== null) query = query.where('series', 'in', series)
      const chunks = new Map<string, SeriesData[]>()
      for (const row of reads.all(query.orderBy('series').orderBy('chunk'))) {
        const list = chunks.get(row.series) ?? []
        chunks.set(row.series, list)
        list.push(behind(decode(row), after))
      }
      return Object.fromEntries([...chunks].map(([name, parts]) => [name, concat(parts)]))
    },

    curve: (run, series, after = -1) => concat(chunksOf.all(run, series, after).map((row) => behind(decode(row), after))),

    names: (run) => reads.all(from.selectFrom('series_chunk').select('series').distinct().where('run_id', '=', run).orderBy('series')).map((r) => r.series),

    lengths(runs) {
      const query = from
        .selectFrom('series_chunk')
        .select(['run_id', 'series'])
        .select((q) => [q.fn.sum<number>('count').as('count'), q.fn.max('last_step').as('lastStep')])
        .groupBy(['run_id', 'series'])
      const found = new Map<RunId, Map<string, CurveLength>>()
      for (const { run_id, series, ...length } of reads.all(runs === null ? query : query.where('run_id', 'in', runs))) {
        const ofRun = found.get(run_id) ?? new Map<string, CurveLength>()
        found.set(run_id, ofRun.set(series, length))
      }
      return found
    },

    lastStep: (run) =>
      reads.first(from.selectFrom('series_chunk').select((q) => q.fn.max('last_step').as('step')).where('run_id', '=', run))?.step ?? null,

    holds: (run, step) => chunksHolding(run, step).some((row) => decode(row).steps.includes(step)),
  }
}

/** Every platform of the lab is little-endian. */
function decode(row: { readonly steps: Uint8Array; readonly values: Uint8Array }): SeriesData {
  const [steps, values] = [aligned(row.steps, 4), aligned(row.values, 8)]
  return { steps: new Uint32Array(steps.buffer, steps.byteOffset, steps.length / 4), values: new Float64Array(values.buffer, values.byteOffset, values.length / 8) }
}

/** A copy only where the driver put the bytes of the BLOB where no typed array can begin. */
function aligned(bytes: Uint8Array, size: number): Uint8Array {
  return bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes)
}

const bytesOf = (array: Uint32Array | Float64Array): Buffer => Buffer.from(array.buffer, array.byteOffset, array.byteLength)

function encode(points: SeriesData): [Buffer, Buffer] {
  return [bytesOf(points.steps), bytesOf(points.values)]
}

function first(points: SeriesData, count: number): SeriesData {
  return { steps: points.steps.subarray(0, count), values: points.values.subarray(0, count) }
}

function rest(points: SeriesData, from: number): SeriesData {
  return { steps: points.steps.subarray(from), values: points.values.subarray(from) }
}

function behind(points: SeriesData, step: number): SeriesData {
  if (step < 0) return points
  const at = points.steps.findIndex((s) => s > step)
  return at < 0 ? rest(points, points.steps.length) : rest(points, at)
}

function concat(parts: readonly SeriesData[]): StoredPoints {
  const length = parts.reduce((n, part) => n + part.steps.length, 0)
  const whole = { steps: new Uint32Array(length), values: new Float64Array(length) }
  let at = 0
  for (const part of parts) {
    whole.steps.set(part.steps, at)
    whole.values.set(part.values, at)
    at += part.steps.length
  }
  return whole
}
