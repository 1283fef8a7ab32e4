import { describe, expect, test } from 'vitest'
import { confusionSentence, confusionShares, confusionsOf, confusionTable, inputWords, mistakes, worstExamples } from './confusions.ts'

const table = (...counts: number[]) => ({ shape: [3, 3], dtype: 'i32' as const, data: Int32Array.from(counts) })
const arrays = {
  'confusion.train': table(5, 0, 0, 0, 5, 0, 0, 0, 5),
  'confusion.test': table(3, 1, 0, 0, 0, 0, 2, 0, 2),
  'worst.row': { shape: [1], dtype: 'i32', data: Int32Array.of(41) },
  'worst.truth': { shape: [1], dtype: 'i32', data: Int32Array.of(2) },
  'worst.answer': { shape: [1], dtype: 'i32', data: Int32Array.of(0) },
  'worst.loss': { shape: [1], dtype: 'f64', data: Float64Array.of(7.5) },
  'worst.inputs': { shape: [1, 2], dtype: 'f64', data: Float64Array.of(3, 4) },
} as const
const confusions = confusionsOf(arrays)!

describe('confusions', () => {
  test('are shares of the right class; one without examples is blank', () => {
    expect(Array.from(confusionShares(confusions, 'test').values)).toEqual([0.75, 0.25, 0, 0, 0, 0, 0.5, 0, 0.5])
  })

  test('say what is taken for what', () => {
    expect(mistakes(confusions, 'test')).toEqual([{ truth: 2, answer: 0, count: 2 }, { truth: 0, answer: 1, count: 1 }])
    expect(confusionSentence(confusions, 'test', 8, 'modular_table')).toBe('at step 8, 3 of 8 test examples are answered wrongly, most often 2 as 0 (2 times).')
    expect(confusionSentence(confusions, 'train', 8, 'modular_table')).toBe('at step 8, 0 of 15 training examples are answered wrongly.')
    const two = { classes: 2, train: [3, 0, 1, 2], test: [3, 0, 1, 2] }
    expect(confusionSentence(two, 'test', 8, 'reviews')).toContain('most often well as ill (1 time).')
    expect(confusionTable(two, 'test', 8, 'reviews').rows).toEqual([['well', 'ill', '1']])
  })
})

test('a bad example is told with what the network read', () => {
  const [worst] = worstExamples(arrays)
  expect(worst).toMatchObject({ row: 41, truth: 2, answer: 0, loss: 7.5 })
  expect(inputWords(worst!.inputs, true)).toBe('3, 4')
  expect(inputWords([1, -1, -1], false)).toBe('+−−')
  expect(inputWords([1, 1], true)).toBe('1, 1') // a pair of symbols, not two bits
  expect(inputWords(Array.from({ length: 60 }, () => 1), false)).toHaveLength(48)
})
