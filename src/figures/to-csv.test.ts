import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { CurvesSpec } from './spec.ts'
import { parsed, runData } from './testing/fixtures.ts'
import { curvesCsv, matrixCsv } from './to-csv.ts'

/** An independent reader of RFC 4180. */
function read(csv: string): string[][] {
  const rows: string[][] = [['']]
  let quoted = false
  for (let i = 0; i < csv.length; i += 1) {
    const row = rows[rows.length - 1]!
    const c = csv[i]!
    if (quoted && c === '"' && csv[i + 1] === '"') row[row.length - 1] += csv[++i]!
    else if (c === '"') quoted = !quoted
    else if (!quoted && c === ',') row.push('')
    else if (!quoted && c === '\r' && csv[i + 1] === '\n') {
      rows.push([''])
      i += 1
    } else row[row.length - 1] += c
  }
  return rows.slice(0, -1)
}

const single = (series: string) => CurvesSpec.parse({ version: 1, kind: 'curves', title: 't', panels: [{ id: 'p', title: '', y: { kind: 'linear' }, lines: [{ run: 'r', series, role: 'measure' }] }] })

describe('the data beside a figure', () => {
  test('has every stored point of every line once, whatever the figure draws', () => {
    const rows = read(curvesCsv(parsed.run, runData, { run_a: 'Five-second grok, seed 1' }))
    expect(rows[0]).toEqual(['run', 'name', 'series', 'step', 'value'])
    expect(rows).toHaveLength(1 + 4 * 165)
    expect(rows[1]).toEqual(['run_a', 'Five-second grok, seed 1', 'train_accuracy', '1', String(runData['run_a']!['train_accuracy']!.values[0])])
    expect(new Set(rows.slice(1).map((r) => r[2]))).toEqual(new Set(['train_accuracy', 'test_accuracy', 'train_loss', 'test_loss']))
  })
  test('a line that two panels show is written once', () => {
    const twice = CurvesSpec.parse({ ...single('s'), panels: [...single('s').panels, ...single('s').panels] })
    expect(read(curvesCsv(twice, { r: { s: { steps: Uint32Array.of(1), values: Float64Array.of(2) } } }))).toHaveLength(2)
  })
  test('numbers come back exactly, NaN and infinity too; names with commas, quotes and line ends survive', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 1, maxLength: 20 }), fc.string(), (values, name) => {
        const data = { r: { s: { steps: Uint32Array.from(values.keys()), values: Float64Array.from(values) } } }
        const rows = read(curvesCsv(single('s'), data, { r: `${name},"\r\n` })).slice(1)
        expect(rows.map((r) => r[1])).toEqual(values.map(() => `${name},"\r\n`))
        expect(rows.map((r) => Number(r[4]) + 0)).toEqual(values.map((v) => v + 0))
      }),
    )
  })
  test('a matrix has a row a cell, in its stored order, with exact 32-bit values', () => {
    const values = Float32Array.of(0.1, -2, NaN, 1e-30, 5, 6)
    const rows = read(matrixCsv({ rows: 2, columns: 3, values }))
    expect(rows.slice(0, 3)).toEqual([['row', 'column', 'value'], ['0', '0', '0.10000000149011612'], ['0', '1', '-2']])
    expect(rows.slice(1).map((r) => Math.fround(Number(r[2])))).toEqual([...values])
  })
})
