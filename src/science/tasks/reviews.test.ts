import { describe, expect, test } from 'vitest'
import { reviewWords } from '../../shared/review-words.ts'
import { reviews } from './reviews.ts'

const { inputs, answers } = reviews.examples({ kind: 'reviews', rows: 2000, length: 40, example_seed: 0 })
const wordsOf = (row: number): string[] => [...inputs.values.data.slice(row * 40, (row + 1) * 40)].map((token) => reviewWords[token]!)

// Written out again, apart from the grammar.
const good = 'superb clever moving gripping fresh charming witty vivid tender bold polished joyful rich warm subtle bright lively honest graceful thrilling'.split(' ')
const bad = 'dull clumsy flat tedious stale wooden silly bland cold timid shoddy gloomy thin hollow crude murky lifeless false awkward boring'.split(' ')
/** Opinions of a review, read by a person's rule: an adjective, turned by a denial before it. */
const opinionsOf = (words: readonly string[]): number[] =>
  words.flatMap((word, i) => {
    const worth = good.includes(word) ? 1 : bad.includes(word) ? -1 : 0
    return worth === 0 ? [] : [['not', 'never', 'hardly'].includes(words[i - 1] ?? '') ? -worth : worth]
  })

describe('reviews', () => {
  test('are answered by the majority of their opinions, which are odd in number', () => {
    for (let row = 0; row < 2000; row++) {
      const opinions = opinionsOf(wordsOf(row))
      expect(opinions.length % 2).toBe(1)
      expect(answers.values.data[row]).toBe(opinions.reduce((sum, each) => sum + each, 0) > 0 ? 1 : 0)
    }
  })

  test('speak well as often as ill, and deny three opinions in ten', () => {
    expect(Math.abs(Int32Array.from(answers.values.data).reduce((sum, y) => sum + y, 0) - 1000)).toBeLessThan(4 * Math.sqrt(500))
    const all = Array.from({ length: 2000 }, (_, row) => wordsOf(row)).flat()
    const denied = all.filter((word) => ['not', 'never', 'hardly'].includes(word)).length
    const adjectives = all.filter((word) => good.includes(word) || bad.includes(word)).length
    expect(Math.abs(denied / adjectives - 0.3)).toBeLessThan(0.02)
  })

  test('are filled up with 0 in front, never within, and end with a word', () => {
    expect(inputs).toMatchObject({ kind: 'tokens', vocabulary: reviewWords.length })
    for (let row = 0; row < 2000; row++) {
      const tokens = [...inputs.values.data.slice(row * 40, (row + 1) * 40)]
      const first = tokens.findIndex((token) => token !== 0)
      expect(first).toBeGreaterThanOrEqual(0)
      expect(tokens.slice(first)).not.toContain(0)
    }
  })

  test('hold two in three opinions, of which a bag of words cannot tell all', () => {
    // Counting adjectives without their denials: what a model without order can do at best.
    const right = Array.from({ length: 2000 }, (_, row) => {
      const words = wordsOf(row)
      const sum = words.reduce((total, word) => total + (good.includes(word) ? 1 : bad.includes(word) ? -1 : 0), 0)
      return (sum > 0 ? 1 : 0) === answers.values.data[row] ? 1 : 0
    })
    const share = right.reduce<number>((sum, each) => sum + each, 0) / 2000
    expect(share).toBeGreaterThan(0.65)
    expect(share).toBeLessThan(0.9)
  })

  test('fit into the shortest length too', () => {
    const short = reviews.examples({ kind: 'reviews', rows: 50, length: 8, example_seed: 1 })
    expect(short.inputs.values.shape).toEqual([50, 8])
  })
})
