import type Database from 'better-sqlite3'
import type { RunId } from '../../../shared/schema/run.ts'

export interface MeasureValues {
  /** Keeps the values of a measure at a step; asked for again, they replace the former ones. */
  put(run: RunId, step: number, measure: string, values: Readonly<Record<string, number>>): void
}

export function measureValues(db: Database.Database): MeasureValues {
  const insert = db.prepare(
    `INSERT INTO measure_value (run_id, step, measure, parameters, series, value) VALUES (?, ?, ?, '{}', ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  )
  const put = db.transaction((run: RunId, step: number, measure: string, values: Readonly<Record<string, number>>) => {
    for (const [series, value] of Object.entries(values)) insert.run(run, step, measure, series, value)
  })
  return { put: (...args) => put.immediate(...args) }
}
