import { describe, expect, test } from 'vitest'
import { sampleRun } from '../runs/testing/sample-runs.ts'
import { complete } from './complete.ts'
import { explainNothing } from './explain.ts'
import type { QueriedRun } from './facts.ts'
import { matchesQuery } from './matches.ts'
import { parseQuery } from './parse.ts'
import { vocabularyOf } from './vocabulary.ts'

const conditions = (text: string) => parseQuery(text).placed.map(({ condition }) => condition)
const none = { train_acc_99: 40, train_acc_100: 44, test_acc_50: null, test_acc_95: null, test_acc_99: null }
const runs: readonly QueriedRun[] = [
  sampleRun({ 'optimiser.weight_decay': 0.3 }, { name: 'a', events: none, state: { status: 'stopped', step: 100 }, tags: ['paper', 'week 3'] }),
  sampleRun({ 'optimiser.weight_decay': 1 }, { name: 'b', createdAt: new Date(2026, 10, 20, 23, 50).toISOString(), pinned: true, note: 'slingshots at the end' }),
  sampleRun({ 'optimiser.weight_decay': 8, 'model.hidden': [64, 32], 'optimiser.groups': [{ parameters: 'embed', weight_decay: 2 }] }, { name: 'c' }, { project: 'Groups' }),
]
const found = (text: string): string => runs.filter((run) => matchesQuery(conditions(text), run)).map(({ run }) => run.name).join('')

describe('a query finds runs', () => {
  test.each([
    ['weight_decay>=1', 'bc'],
    ['optimiser.weight_decay=8', 'c'],
    ['wd:1', 'b'],
    ['weight_decay=2', 'c'],
    ['weight_decay=0.3..1', 'ab'],
    ['hidden=32', 'c'],
    ['test_acc_99<2000', 'bc'],
    ['test_acc_99:none', 'a'],
    ['-test_acc_99<2000', 'a'],
    ['delay>1000', 'bc'],
    ['status:finished', 'bc'],
    ['status!=Finished', 'a'],
    ['status:stopped,failed', 'a'],
    ['tag:paper', 'a'],
    ['tag:"week 3"', 'a'],
    ['-tag:paper', 'bc'],
    ['project:groups', 'c'],
    ['pinned', 'b'],
    ['-pinned', 'ac'],
    ['slingshots', 'b'],
    ['optimiser.kind~adam', 'abc'],
    ['created:2026-11-20', 'b'],
    ['created>2026-11-20', 'ac'],
    ['created>=2026-11', 'abc'],
    ['test_loss<1e-3 weight_decay>0.5 -pinned', 'c'],
    ['momentum:none', 'abc'],
    ['', 'abc'],
  ])('%s', (text, names) => expect(found(text)).toBe(names))
})

describe('where nothing matches, the reason is a fact', () => {
  const why = (text: string): string => explainNothing(conditions(text), runs, vocabularyOf(runs))
  test('the largest and the smallest value', () => {
    expect(why('weight_decay>8')).toBe('the largest weight decay is 8')
    expect(why('test_acc_99<10')).toBe('the smallest test acc 99 is 1286')
  })
  test('the values there are, and a key that no run has with the nearest one', () => {
    expect(why('weight_decay=3')).toBe('the values of weight decay are 0.3, 1, 2, 8')
    expect(why('weight_decy=1')).toBe('no run has a key weight_decy; weight_decay is the nearest')
    expect(why('hidden -tag:paper hidden')).toMatch(/no run is hidden/)
  })
  test('conditions that hold by themselves but not together', () => {
    expect(why('tag:paper pinned')).toBe('by itself each finds some: tag:paper 1 run, pinned 1 run')
  })
})

describe('what can stand at the caret', () => {
  const vocabulary = vocabularyOf(runs)
  const at = (text: string, caret = text.length): readonly string[] => complete(text, caret, vocabulary).map(({ insert }) => insert)
  test('keys by their beginning, by a part of their path, words with their colon', () => {
    expect(at('weight')).toContain('optimiser.weight_decay')
    expect(at('stat')[0]).toBe('status:')
    expect(at('pinned -wei')).toContain('-optimiser.weight_decay')
    expect(at('pin')).toContain('pinned')
  })
  test('signs after a whole key, with what they mean', () => {
    expect(at('modulus').slice(0, 3)).toEqual(['modulus=', 'modulus>=', 'modulus<='])
  })
  test('values that occur, the commonest first, also after a comma and inside quotation marks', () => {
    expect(at('status:')).toEqual(['status:finished', 'status:stopped', 'status:none'])
    expect(at('status:finished,s')).toEqual(['status:finished,stopped'])
    expect(at('tag:"we')).toEqual(['tag:"week 3"'])
    expect(at('test_acc_99<')).toEqual(['test_acc_99<1286'])
  })
  test('in the middle of a query only the condition at the caret is replaced', () => {
    expect(complete('stat pinned', 4, vocabulary)[0]).toMatchObject({ at: 0, end: 4, insert: 'status:' })
  })
})
