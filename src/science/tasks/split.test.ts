import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sourcesFrom } from '../sources.ts'
import { splitRows } from './split.ts'

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

describe('a split by number', () => {
  test('trains on exactly so many rows, and tests on the rest', () => {
    const { train, test: rest } = splitRows(55, { train_count: 45, data_seed: 58 })
    expect([train.length, rest.length]).toEqual([45, 10])
    expect([...train, ...rest].sort((a, b) => a - b)).toEqual(upTo(55))
  })

  test('is the split of the share that gives as many', () => {
    expect(splitRows(961, { train_count: 480, data_seed: 3 })).toEqual(splitRows(961, { train_fraction: 0.5, data_seed: 3 }))
  })

  test('tests on fewer where that is asked for, and never on a row that is trained on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 200 }), fc.nat(), fc.constantFrom('random' as const, 'first' as const), (rows, data_seed, which) => {
        const { train, test: tested } = splitRows(rows, { train_count: Math.ceil(rows / 3), test_count: Math.floor(rows / 3), which, data_seed })
        expect([train.length, tested.length]).toEqual([Math.ceil(rows / 3), Math.floor(rows / 3)])
        expect(new Set([...train, ...tested]).size).toBe(train.length + tested.length)
      }),
    )
  })

  test('takes the first rows to train and the last to test', () => {
    const { train, test: tested } = splitRows(70, { train_count: 5, test_count: 3, which: 'first', data_seed: 1 })
    expect([...train]).toEqual([0, 1, 2, 3, 4])
    expect([...tested]).toEqual([67, 68, 69])
  })

  test('that leaves a side without examples is refused', () => {
    expect(() => splitRows(9, { train_count: 9, data_seed: 0 })).toThrow(/trains on 9 of the 9 examples, which leaves none to test on.*at most 8/)
    expect(() => splitRows(9, { train_count: 12, data_seed: 0 })).toThrow(/leaves none to test on/)
    expect(() => splitRows(9, { train_count: 5, test_count: 5, data_seed: 0 })).toThrow(/leaves 4 of the 9.*at most 4/)
  })
})

describe('a split from a file', () => {
  const ofFile = (rows: number, content: object) => splitRows(rows, { file: 'f', data_seed: 0 }, sourcesFrom({ f: new TextEncoder().encode(JSON.stringify(content)) }))

  test('trains on the rows that it lists, in ascending order', () => {
    const { train, test: rest } = ofFile(12, { train: [11, 2, 10] })
    expect([...train]).toEqual([2, 10, 11])
    expect([...rest]).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9])
    expect([...ofFile(12, { train: [11], test: [10, 0] }).test]).toEqual([0, 10])
  })

  test('is refused where a row is not there or none is left', () => {
    expect(() => ofFile(5, { train: [0, 5] })).toThrow(/names row 5, and the task has the rows 0 to 4/)
    expect(() => ofFile(5, { train: [0], test: [7] })).toThrow(/names row 7/)
    expect(() => ofFile(3, { train: [0, 1, 2] })).toThrow(/trains on all 3 examples/)
    expect(() => splitRows(3, { file: 'f', data_seed: 0 })).toThrow(/needs the file f, which is not at hand/)
  })
})
