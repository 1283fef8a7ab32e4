import { expect, test } from 'vitest'
import { distanceWords, movedMark } from './prediction.ts'

test('the distance is a factor, or steps where it is small', () => {
  expect(distanceWords(100, 367)).toBe('You marked step 100: 3.7 times earlier than it happened, at step 367.')
  expect(distanceWords(1000, 367)).toBe('You marked step 1\u202f000: 2.7 times later than it happened, at step 367.')
  expect(distanceWords(360, 367)).toBe('You marked step 360: 7 steps earlier than it happened, at step 367.')
  expect(distanceWords(367, 367)).toBe('You marked step 367: exactly there.')
})
test('an arrow key always moves the mark, and never off the axis', () => {
  expect(movedMark(26, 1, [26, 1000])).toBe(27)
  expect(movedMark(500, 1, [26, 1000])).toBe(524)
  expect(movedMark(26, -1, [26, 1000])).toBe(26)
  expect(movedMark(990, 10, [26, 1000])).toBe(1000)
})
