import { expect, test } from 'vitest'
import { fileStem } from './save-figure.ts'

test('a file name says preset, seed and figure, in characters that every system takes', () => {
  expect(fileStem('pocket-grok', 'seed', 0, 'curves')).toBe('pocket-grok-seed-0-curves')
  expect(fileStem('Über / "grok" №2', 'seed', 1)).toBe('uber-grok-no2-seed-1')
  expect(fileStem('..', '', 'a')).toBe('a')
})
