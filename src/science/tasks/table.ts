import { LabError } from '../../shared/errors.ts'
import { parseCsv, type CsvTable } from '../../shared/formats/csv.ts'
import { noSources } from '../sources.ts'
import type { Answers, Inputs } from '../types.ts'
import type { Task } from './task.ts'

/**
 * A table of the user: a line for each example, in the order of the file; the last column is the answer.
 *
 * Symbols and classes are numbered in their order, by size where all are numbers and by code point else, so a table on 0 … p − 1 keeps its
 * numbers. All columns of symbols share one alphabet.
 */
export const table: Task<'table'> = {
  examples({ file, header, inputs, answer, tolerance }, sources = noSources) {
    const csv = parseCsv(sources(file), header)
    const answered = csv.rows.map((cells) => cells.at(-1) ?? '')
    return {
      inputs: inputs === 'symbols' ? symbols(csv) : features(csv),
      answers: answer === 'classes' ? classes(answered) : targets(csv, tolerance),
    }
  },
}

/** [rows, columns − 1] */
function features({ rows, lines }: CsvTable): Inputs {
  const columns = (rows[0]?.length ?? 1) - 1
  const values = rows.flatMap((cells, i) => cells.slice(0, columns).map((cell, j) => numberOf(cell, lines[i] ?? 0, j + 1)))
  return { kind: 'features', values: { shape: [rows.length, columns], dtype: 'f64', data: Float64Array.from(values) } }
}

/** [rows, columns − 1] */
function symbols({ rows }: CsvTable): Inputs {
  const columns = (rows[0]?.length ?? 1) - 1
  const cells = rows.flatMap((row) => row.slice(0, columns))
  const numbers = numbered(cells)
  return {
    kind: 'tokens',
    values: { shape: [rows.length, columns], dtype: 'i32', data: Int32Array.from(cells, (cell) => numbers.get(cell) ?? 0) },
    vocabulary: numbers.size,
  }
}

function classes(answered: readonly string[]): Answers {
  const numbers = numbered(answered)
  if (numbers.size < 2) throw new LabError('bad-config', 'Every answer of the table is the same, so there is nothing to learn. Nothing was started; put the answer into the last column.', { key: 'task.file' })
  return { kind: 'classes', values: { shape: [answered.length], dtype: 'i32', data: Int32Array.from(answered, (each) => numbers.get(each) ?? 0) }, classes: numbers.size }
}

function targets({ rows, lines }: CsvTable, tolerance: number): Answers {
  const values = rows.map((cells, i) => numberOf(cells.at(-1) ?? '', lines[i] ?? 0, cells.length))
  return { kind: 'targets', values: { shape: [rows.length, 1], dtype: 'f64', data: Float64Array.from(values) }, right: { kind: 'within', tolerance } }
}

function numberOf(cell: string, line: number, column: number): number {
  const value = Number(cell)
  if (Number.isFinite(value)) return value
  const advice = 'Nothing was started; correct the file, or set task.inputs to symbols or task.answer to classes where that is meant.'
  throw new LabError('bad-config', `Line ${line}, column ${column} of the table holds ${JSON.stringify(cell)}, which is no number. ${advice}`, { key: 'task.file', line, column })
}

/** Different words in their order, each with its place there. */
function numbered(words: readonly string[]): ReadonlyMap<string, number> {
  const different = [...new Set(words)]
  const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  const areNumbers = different.every((word) => Number.isFinite(Number(word)))
  const sorted = different.sort(areNumbers ? (a, b) => Number(a) - Number(b) || byCodePoint(a, b) : byCodePoint)
  return new Map(sorted.map((word, i) => [word, i]))
}
