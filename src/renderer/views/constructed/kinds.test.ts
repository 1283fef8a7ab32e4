import { expect, test } from 'vitest'
import { ConstructedOrder, constructedKinds } from '../../../shared/schema/constructed.ts'
import { constructedFields, constructedTexts } from './kinds.ts'

test('every construction has a page, whose first numbers and sliders the lab accepts', () => {
  expect(constructedTexts.map(({ kind }) => kind)).toEqual([...constructedKinds])
  for (const { first } of constructedTexts) {
    expect(ConstructedOrder.parse(first)).toEqual(first)
    for (const { key, least, most } of constructedFields(first)) {
      for (const value of [least, most]) expect(ConstructedOrder.safeParse({ ...first, [key]: value }).success, `${first.kind} ${key} ${value}`).toBe(true)
      expect(first[key]).toBeGreaterThanOrEqual(least)
      expect(first[key]).toBeLessThanOrEqual(most)
    }
  }
})

test('the slider of the frequency ends where the table has no more', () => {
  const most = (modulus: number) => constructedFields({ kind: 'circle', modulus }).find(({ key }) => key === 'frequency')?.most
  expect([most(7), most(8), most(67)]).toEqual([3, 4, 33])
})
