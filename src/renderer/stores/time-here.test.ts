import { expect, test } from 'vitest'
import { timeHere } from './time-here.ts'

test('what was run here is told as it was measured, anything else from its cost and the pace of the computer', () => {
  expect(timeHere({ secondsHere: 2, secondsMeasured: 90 }, 4)).toEqual({ seconds: 2, isEstimate: false })
  expect(timeHere({ secondsHere: null, secondsMeasured: 20 }, 4)).toEqual({ seconds: 80, isEstimate: true })
  expect(timeHere({ secondsHere: null, secondsMeasured: 20 }, null)).toBeNull()
  expect(timeHere({ secondsHere: null, secondsMeasured: null }, 4)).toBeNull()
})
