import { expect, test } from 'vitest'
import { reviewText, reviewWords } from './review-words.ts'

test('a review is read without what fills it up in front, and numbers that are no words are left out', () => {
  const tokens = ['', '', 'the', 'plot', 'was', 'not', 'dull'].map((word) => reviewWords.indexOf(word))
  expect(reviewText(tokens)).toBe('the plot was not dull')
  expect(reviewText([...tokens, 9999])).toBe('the plot was not dull')
})
