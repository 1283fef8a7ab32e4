import { expect, test } from 'vitest'
import { sheetColumns } from './sheet-layout.ts'

test('wide matrices stand beside fewer others, and one is always drawn', () => {
  expect(sheetColumns(59, 1000, 24)).toBe(4)
  expect(sheetColumns(256, 1000, 24)).toBe(3)
  expect(sheetColumns(512, 1000, 24)).toBe(1)
  expect(sheetColumns(2000, 1000, 24)).toBe(1)
})
