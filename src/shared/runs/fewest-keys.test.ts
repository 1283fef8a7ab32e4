import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fewestKeys } from './fewest-keys.ts'

const runs = [
  { p: 59, width: 200, wd: 1, seed: 1 },
  { p: 59, width: 200, wd: 1, seed: 2 },
  { p: 31, width: 256, wd: 1, seed: 1 },
  { p: 31, width: 256, wd: 2, seed: 1 },
] as const
const keys = ['p', 'width', 'wd', 'seed'] as const
const textOf = (key: string, item: number): string => String(runs[item]?.[key as (typeof keys)[number]])

test('a key that says what another one says already is left out', () => {
  expect(fewestKeys(runs.length, keys, textOf)).toEqual(['p', 'wd', 'seed'])
  expect(fewestKeys(2, keys, textOf)).toEqual(['seed'])
  expect(fewestKeys(1, keys, textOf)).toEqual([])
})

test('what all keys tell apart stays apart', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 12 }), (table) => {
    const names = ['0', '1', '2', '3']
    const text = (key: string, item: number): string => String(table[item]?.[Number(key)])
    const chosen = fewestKeys(table.length, names, text)
    const classes = (of: readonly string[]): number => new Set(table.map((_, item) => of.map((key) => text(key, item)).join())).size
    expect(classes(chosen)).toBe(classes(names))
  }))
})
