import { describe, expect, test } from 'vitest'
import { sampleRun } from '../../../../shared/runs/testing/sample-runs.ts'
import { cellValue, groupValue, type CellSource } from './cell-value.ts'
import { readColumn, writeColumn, type Column } from './column.ts'
import { columnName, formatCell, formatSpread } from './column-words.ts'
import { columnChoices } from './column-choices.ts'
import { rowTree, sortRows, visibleRows, type RunNode } from './row-tree.ts'
import { tellingKeys } from './telling-keys.ts'

const column = (text: string): Column => {
  const read = readColumn(text)
  if (!read) throw new Error(`no column ${text}`)
  return read
}
const event = (step: number | null) => ({ train_acc_99: 30, train_acc_100: 32, test_acc_50: 800, test_acc_95: 1000, test_acc_99: step })
const source: CellSource = { reduced: () => ({ step: 7, value: 0.25 }), baseline: null }

describe('a column is kept as text', () => {
  test.each(['status', 'varying', 'config:optimiser.weight_decay', 'event:test_acc_99', 'series:test_loss:last', 'series:a:b:min', 'series:weight_norm:at:1000', 'series:weight_norm:at:test_acc_99', 'series:test_accuracy:rising:0.5', 'delta:series:test_loss:at:10'])(
    '%s',
    (text) => expect(writeColumn(column(text))).toBe(text),
  )
  test.each(['', 'colour', 'config:', 'event:test_acc_98', 'series:last', 'series:x:at:soon', 'series:x:rising:', 'delta:status', 'delta:delta:event:test_acc_99'])('and %j is none', (text) => expect(readColumn(text)).toBeNull())
})

describe('a cell', () => {
  const baseline = sampleRun({}, { events: event(1000) })
  const run = sampleRun({ 'optimiser.weight_decay': 0.3 }, { events: event(1286) })
  test('has the value of its run, and a difference only to another run', () => {
    const from: CellSource = { ...source, baseline }
    expect(cellValue(column('delta:event:test_acc_99'), run, from)).toBe(286)
    expect(cellValue(column('delta:event:test_acc_99'), baseline, from)).toBeNull()
    expect(cellValue(column('config:optimiser.weight_decay'), run, from)).toBe(0.3)
    expect(cellValue(column('config:optimiser.momentum'), run, from)).toBeNull()
    expect(cellValue(column('series:test_loss:last'), run, from)).toBe(8.3e-4)
    expect(cellValue(column('series:test_loss:min'), run, from)).toBe(0.25)
    expect(cellValue(column('series:test_loss:falling:0.3'), run, from)).toBe(7)
  })
  test('is written as its kind is, and named for what it says', () => {
    expect(formatCell(column('event:test_acc_99'), 1286)).toBe('1\u202f286')
    expect(formatCell(column('series:test_accuracy:last'), 0.9931)).toBe('99.3\u00a0%')
    expect(formatCell(column('config:optimiser.learning_rate'), 0.0015)).toBe('0.0015')
    expect(formatCell(column('config:optimiser.learning_rate'), 1e-8)).toBe('1·10⁻⁸')
    expect(formatCell(column('delta:event:test_acc_99'), -286)).toBe('\u2212286')
    expect(columnName(column('series:weight_norm:at:test_acc_50'))).toBe('weight norm at test 50 %')
    expect(columnName(column('delta:series:test_loss:min'))).toBe('Δ min test loss')
  })
})

describe('a row of several seeds', () => {
  const runs = [1286, 1325, 1041, 1493, 1406].map((step, seed) => sampleRun({ seed }, { events: event(step) }))
  test('has mean ± sample standard deviation of the steps', () => {
    const value = groupValue(column('event:test_acc_99'), runs, source)
    expect(value?.kind === 'spread' && formatSpread(column('event:test_acc_99'), value.spread)).toBe('1\u202f310 ± 170')
  })
  test('says of how many, where some were not reached', () => {
    const value = groupValue(column('event:test_acc_99'), [...runs.slice(0, 2), sampleRun({ seed: 9 }, { events: event(null) })], source)
    expect(value?.kind === 'spread' && formatSpread(column('event:test_acc_99'), value.spread)).toBe('1\u202f306 ± 28 (2 of 3)')
  })
  test('writes mean and deviation of small losses on one power of ten', () => {
    const spread = { n: 2, missing: 0, mean: 2.11e-3, deviation: 3.5e-4, least: 0, most: 1 }
    expect(formatSpread(column('series:test_loss:last'), spread)).toBe('(2.11 ± 0.35)·10⁻³')
  })
  test('says what is shared, and how many values there are where nothing is', () => {
    expect(groupValue(column('status'), runs, source)).toEqual({ kind: 'same', text: 'finished' })
    expect(groupValue(column('name'), runs, source)).toEqual({ kind: 'several', count: 5 })
    expect(groupValue(column('config:optimiser.weight_decay'), runs, source)).toEqual({ kind: 'same', text: '1', number: 1 })
  })
})

describe('rows', () => {
  const step = (node: RunNode): number | null => (node.kind === 'run' ? node.queried.run.events.test_acc_99 : (groupValue(column('event:test_acc_99'), node.runs, source) as { spread: { mean: number } }).spread.mean)
  const made = [
    sampleRun({ 'optimiser.weight_decay': 1, seed: 1 }, { name: 'a', events: event(900) }),
    sampleRun({ 'optimiser.weight_decay': 2 }, { name: 'b', events: event(null) }),
    sampleRun({ 'optimiser.weight_decay': 1, seed: 2 }, { name: 'c', events: event(700) }),
    sampleRun({ 'optimiser.weight_decay': 4 }, { name: 'd', events: event(100), pinned: true }),
    sampleRun({ 'optimiser.weight_decay': 8 }, { name: 'e', events: event(300) }),
  ]
  const names = (rows: readonly RunNode[], open: ReadonlySet<string> = new Set()): string =>
    visibleRows(rows, open).map(({ node, depth }) => (depth === 1 ? '.' : '') + (node.kind === 'run' ? node.queried.run.name : `[${node.runs.length}]`)).join(' ')

  test('are sorted with pinned ones first and empty ones last, whichever way', () => {
    expect(names(sortRows(rowTree(made, false), step, false))).toBe('d e c a b')
    expect(names(sortRows(rowTree(made, false), step, true))).toBe('d a c e b')
    expect(names(sortRows(rowTree(made, false), null, false))).toBe('d a b c e')
  })
  test('that differ by their seeds only are one, which opens with its members in order', () => {
    const rows = sortRows(rowTree(made, true), step, false)
    expect(names(rows)).toBe('d e [2] b')
    const group = rows.find(({ kind }) => kind === 'group')
    expect(names(rows, new Set([group?.id ?? '']))).toBe('d e [2] .c .a b')
  })
})

test('keys that were tried within an experiment stand before those that tell experiments apart', () => {
  const runs = [sampleRun({ seed: 1 }), sampleRun({ seed: 2, 'optimiser.weight_decay': 2 }), sampleRun({ 'task.modulus': 31 }, { preset: 'pocket-grok' })]
  expect(tellingKeys(runs.map(({ run }) => run))).toEqual(['optimiser.weight_decay', 'seed'])
  expect(tellingKeys(runs.slice(1).map(({ run }) => run))).toEqual(['task.modulus', 'optimiser.weight_decay', 'seed'])
})

test('the picker finds columns by words, and series at a step by a number', () => {
  const titles = (search: string) => columnChoices([sampleRun()], ['test_loss', 'weight_norm'], [], search).map(({ title, choices }) => [title, ...choices.map(({ id }) => id)])
  expect(titles('weight_decay')).toEqual([['Configuration', 'config:optimiser.weight_decay']])
  expect(titles('norm 1000')).toEqual([['At step 1000', 'series:weight_norm:at:1000'], ['Series', 'series:weight_norm:last', 'series:weight_norm:min', 'series:weight_norm:max', ...['train_acc_99', 'train_acc_100', 'test_acc_50', 'test_acc_95', 'test_acc_99'].map((id) => `series:weight_norm:at:${id}`)]])
  expect(titles('difference')).toEqual([])
})
