import { expect, test } from 'vitest'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { toLatex } from '../../tables/text-table.ts'
import { readColumn, isNumberColumn } from './columns/column.ts'
import { columnName } from './columns/column-words.ts'
import { rowTree, visibleRows } from './columns/row-tree.ts'
import type { ShownColumn } from './columns/use-columns.ts'
import { mostRows, runsFigure } from './table-figure.ts'
import { tableTexts, tableWords, type ShownTable } from './table-words.ts'

/** What a table reads of a run. */
const run = (id: string, seed: number, width: number, grokked: number | null): RunSummary =>
  ({
    id: `run_${id}`, name: `Pocket grok, seed ${seed}`, preset: 'pocket-grok', seed, colourSlot: seed + 1, createdAt: '2026-01-01T00:00:00Z', state: { status: 'finished', step: 100 }, tags: [], executor: 'native', executorBuild: '1',
    config: RunConfig.parse({ task: { kind: 'modular_table', modulus: 31 }, split: { train_fraction: 0.5 }, model: { kind: 'mlp', hidden: [width] }, optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 }, seed, steps: 1000 }),
    events: { train_acc_99: 10, train_acc_100: 10, test_acc_50: grokked, test_acc_95: grokked, test_acc_99: grokked }, final: { step: 100, test_loss: 0.00025, test_accuracy: 1 },
  }) as unknown as RunSummary

function tableOf(runs: readonly RunSummary[], ids: readonly string[] = ['event:test_acc_99', 'series:test_loss:last', 'sketch', 'strip']): ShownTable {
  const columns = ['name', ...ids].flatMap((id): ShownColumn[] => {
    const column = readColumn(id)
    return column === null ? [] : [{ id, column, head: columnName(column), width: 100, isNumber: isNumberColumn(column) }]
  })
  const tree = rowTree(runs.map((each) => ({ run: each, project: 'default' })) as never, true)
  return {
    columns, rows: visibleRows(tree, new Set(tree.map(({ id }) => id))), source: { reduced: () => null, baseline: null }, domain: [10, 1000], lastStep: 1000, stripHead: 'delay, 10 to 1 000', isSlim: false,
    called: ({ name, seed }) => ({ shown: name, aside: `s=${seed}` }), groupAside: () => '', isBase: ({ id }) => id === 'run_b',
  }
}
const names = { titleOf: () => 'Pocket grok' }
const table = tableOf([run('a', 0, 24, 100), run('b', 1, 24, null), run('c', 2, 48, 500)])

test('a table as a figure has the words of every row, and curves and strips in the colours of the runs', () => {
  const words = tableWords(table, names, ({ id }) => (id === 'run_a' ? { steps: Uint32Array.of(0, 1000), values: Float64Array.of(0.1, 1) } : undefined))
  expect(words.head).toEqual(['Run', 'test 99 %', 'last test loss', 'test accuracy', 'delay, 10 to 1 000'])
  expect(words.rows.map((cells) => cells.slice(0, 3))).toEqual([
    ['Pocket grok, 2 seeds', '100 (1 of 2)', '(2.50 ± 0.00)·10⁻⁴'],
    ['Pocket grok, s=0', '100', '2.50·10⁻⁴'],
    ['Pocket grok, s=1, baseline', '–', '2.50·10⁻⁴'],
    ['Pocket grok, s=2', '500', '2.50·10⁻⁴'],
  ])
  expect(words.rows[1]?.slice(3)).toEqual([{ picture: 'curve', slot: 1, x: [0, 1], y: [0.1, 1] }, { picture: 'span', slot: 1, from: 0, to: expect.closeTo(0.5, 12) as unknown }])
  expect(words.rows[2]?.slice(3)).toEqual(['', { picture: 'span', slot: 2, from: 0, to: null }])
  expect([words.anchors, words.leads]).toEqual([['start', 'end', 'end', 'start', 'start'], [{ slot: null, depth: 0 }, { slot: 1, depth: 1 }, { slot: 2, depth: 1 }, { slot: 3, depth: 0 }]])
})

test('as text the strip is two steps; the raw table has ids and numbers with all their digits', () => {
  const { shown, raw } = tableTexts(table, names)
  expect(shown.rows[2]).toEqual(['Pocket grok, s=1, baseline', '–', '2.50·10⁻⁴', '10 → –'])
  expect(toLatex(shown)).toContain('\\begin{tabular}{lrrl}')
  expect(raw.head).toEqual(['id', 'Run', 'test 99 %', 'last test loss', 'delay'])
  expect(raw.rows).toEqual([['', 'Pocket grok, 2 seeds', '100', '0.00025', '90'], ['run_a', 'Pocket grok, seed 0', '100', '0.00025', '90'], ['run_b', 'Pocket grok, seed 1', '', '0.00025', ''], ['run_c', 'Pocket grok, seed 2', '500', '0.00025', '490']])
})

test('a long table is a figure of its first rows, which it says; its file of numbers has them all', () => {
  const many = tableOf(Array.from({ length: 200 }, (_, i) => run(`r${i}`, 0, i + 1, null)))
  const figure = runsFigure({ table: many, words: tableWords(many, names, () => undefined), raw: tableTexts(many, names).raw, query: 'tag:paper', version: '1' })
  expect(figure?.spec.notes[0]).toMatch(/^The first 150 of 200 rows\. Found by tag:paper\. /)
  expect(figure?.metadata.runs).toHaveLength(mostRows)
  expect(figure?.csv?.trim().split('\r\n')).toHaveLength(201)
  expect(runsFigure({ table: tableOf([]), words: { head: [], rows: [] }, raw: { head: [], rows: [] }, query: '', version: '1' })).toBeNull()
})
