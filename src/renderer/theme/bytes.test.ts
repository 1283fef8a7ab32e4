import { expect, test } from 'vitest'
import { formatBytes } from './bytes.ts'

test('sizes are as exact as one frees space by', () => {
  expect([0, 950, 12_000, 1_340_000, 24e9, 999_999, 9_960_000].map(formatBytes)).toEqual(['0 B', '950 B', '12 kB', '1.3 MB', '24 GB', '1.0 MB', '10 MB'].map((text) => text.replace(' ', '\u00A0')))
})
