import { expect, test } from 'vitest'
import { chosenRules, computeChoice } from './lab-settings.ts'
import { LabelRules } from './labels.ts'

test('nothing chosen, or nothing that is understood, leaves the choice to the lab', () => {
  for (const value of [null, 3, [], {}, { executor: 'abacus', threads: 0.5 }]) expect(computeChoice(value)).toEqual({ executor: null, threads: null })
  expect(computeChoice({ executor: 'reference', threads: 'two' })).toEqual({ executor: 'reference', threads: null })
})
test('rules that are not understood are those of the literature', () => {
  expect(chosenRules({ liu: { delay: 500 } }).liu).toMatchObject({ delay: 500, accuracy: 0.9 })
  for (const value of [null, 'x', { liu: { delay: -1 } }]) expect(chosenRules(value)).toEqual(LabelRules.parse({}))
})
