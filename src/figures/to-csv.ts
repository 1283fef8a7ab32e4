import { csvField, csvLineEnd } from './csv.ts'
import { seriesOf } from './curves-scene.ts'
import { pointsOf } from './prepare.ts'
import type { CurvesData, MatrixData } from './scene.ts'
import type { CurvesSpec } from './spec.ts'

/**
 * The full data of a figure of curves, one row a stored point, whatever the figure draws: `run,name,series,step,value`. Numbers have all
 * their digits (the shortest text that reads back to the same number); NaN and infinity are written as NaN, Infinity and -Infinity.
 *
 * @param names of runs by id; a run without one has an empty name
 */
export function curvesCsv(spec: CurvesSpec, data: CurvesData, names: Readonly<Record<string, string>> = {}): string {
  const { quantity } = spec.step
  const isStep = quantity.by === 'step'
  const rows = [`run,name,series,step,value${isStep ? '' : ',x'}`]
  const seen = new Set<string>()
  for (const line of spec.panels.flatMap((panel) => panel.lines)) {
    const key = JSON.stringify([line.run, line.series])
    if (seen.has(key)) continue
    seen.add(key)
    const { steps, values } = seriesOf(data, line)
    const head = `${csvField(line.run)},${csvField(names[line.run] ?? '')},${csvField(line.series)},`
    const places = isStep ? null : pointsOf(quantity, data[line.run], line.run, line.series)
    let at = 0
    for (let i = 0; i < steps.length; i += 1) {
      const row = `${head}${steps[i]!},${values[i]!}`
      if (places === null) rows.push(row)
      else rows.push(`${row},${places.steps[at] === steps[i] ? String(places.x[at++]!) : ''}`)
    }
  }
  return rows.join(csvLineEnd) + csvLineEnd
}

/** Every cell of a matrix in its stored order, indices from 0: `row,column,value`. A 32-bit number has the digits of its exact value. */
export function matrixCsv({ rows, columns, values }: MatrixData): string {
  const lines = ['row,column,value']
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) lines.push(`${row},${column},${values[row * columns + column]!}`)
  }
  return lines.join(csvLineEnd) + csvLineEnd
}
