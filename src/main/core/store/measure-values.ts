import type Database from 'better-sqlite3'
import { MeasureParameters } from '../../../shared/schema/config/measures.ts'
import type { RunId } from '../../../shared/schema/run.ts'

/** What was measured, and how. */
export interface MeasuredWhat {
  readonly run: RunId
  readonly step: number
  readonly measure: string
  /** As they were given: defaults are not written out. */
  readonly parameters: MeasureParameters
}

export interface MeasureValues {
  /** Keeps the values of a measure at a step; asked for again with the same parameters, they replace the former ones. */
  put(what: MeasuredWhat, values: Readonly<Record<string, number>>): void
  /** All that is kept of a measure on a run, by step and then parameters. */
  of(run: RunId, measure: string): readonly Measured[]
}

export interface Measured {
  readonly step: number
  readonly parameters: MeasureParameters
  readonly values: Readonly<Record<string, number>>
}

interface Row {
  readonly step: number
  readonly parameters: string
  readonly series: string
  readonly value: number
}

export function measureValues(db: Database.Database): MeasureValues {
  const clear = db.prepare('DELETE FROM measure_value WHERE run_id = ? AND step = ? AND measure = ? AND parameters = ?')
  const insert = db.prepare('INSERT INTO measure_value (run_id, step, measure, parameters, series, value) VALUES (?, ?, ?, ?, ?, ?)')
  const put = db.transaction(({ run, step, measure, parameters }: MeasuredWhat, values: Readonly<Record<string, number>>) => {
    const set = inOrder(parameters)
    clear.run(run, step, measure, set)
    for (const [series, value] of Object.entries(values)) insert.run(run, step, measure, set, series, value)
  })
  const read = db.prepare<[string, string], Row>('SELECT step, parameters, series, value FROM measure_value WHERE run_id = ? AND measure = ? ORDER BY step, parameters')
  return {
    put: (...args) => put.immediate(...args),
    of(run, measure) {
      const groups = Map.groupBy(read.iterate(run, measure), ({ step, parameters }) => `${step} ${parameters}`)
      return Array.from(groups.values(), (rows) => ({
        step: rows[0]?.step ?? 0,
        parameters: MeasureParameters.parse(JSON.parse(rows[0]?.parameters ?? '{}')),
        values: Object.fromEntries(rows.map(({ series, value }) => [series, value])),
      }))
    },
  }
}

/** JSON with the keys in order, so that the same parameters are the same text. */
function inOrder(parameters: MeasureParameters): string {
  return JSON.stringify(Object.fromEntries(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))))
}
