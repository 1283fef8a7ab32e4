import { expect, test } from 'vitest'
import { depthsOf, lensMap, lensPair, lensSentence, lensTable, lensTruth } from './lens.ts'

const table = (...values: number[]) => ({ shape: [2, 2], dtype: 'f64' as const, data: Float64Array.from(values) })
/** Two symbols; (1, 1) is no example. At the end the right answer leads everywhere. */
const arrays = {
  truth: table(0, 1, 1, -1), trained: table(1, 0, 0, -1),
  'right_logit.embed': table(0.5, -1, -1, -1), 'rank.embed': table(1, 2, 2, -1), 'probability.embed': table(0.75, 0.25, 0.25, -1),
  'top_class.embed': { shape: [2, 2, 2], dtype: 'i32' as const, data: Int32Array.of(0, 1, 0, 1, 0, 1, -1, -1) },
  'top_logit.embed': { shape: [2, 2, 2], dtype: 'f64' as const, data: Float64Array.of(0.5, -1, 0.5, -1, 0.5, -1, NaN, NaN) },
}
const values = { 'lens_test_accuracy.blocks.0.mlp': 1, 'lens_train_accuracy.embed': 1, 'lens_test_accuracy.embed': 0, 'lens_test_loss.embed': 1.5 }
const answer = { step: 20, values, arrays }

test('depths come as the stream passes them, blocks numbered where there are more than one', () => {
  expect(depthsOf(Object.keys(values)).map(({ name }) => name)).toEqual(['embedding', '+ neurons'])
  const deep = ['blocks.10.attn', 'blocks.2.mlp', 'embed', 'blocks.2.attn'].map((key) => `lens_train_accuracy.${key}`)
  expect(depthsOf(deep).map(({ name }) => name)).toEqual(['embedding', '+ heads 2', '+ neurons 2', '+ heads 10'])
})

test('a pair is told with the rank of its right answer; what is no example is blank', () => {
  const [embed] = depthsOf(Object.keys(values))
  expect(lensPair(arrays, embed!, 0, 1)).toEqual({ logit: -1, rank: 2, probability: 0.25, leading: [{ answer: 0, logit: 0.5 }, { answer: 1, logit: -1 }] })
  expect(lensPair(arrays, embed!, 1, 1)).toBeNull()
  expect(lensTruth(arrays, 0, 1)).toEqual({ answer: 1, isTrained: false })
  expect(lensTruth(arrays, 1, 1)).toBeNull()
  expect([...lensMap(arrays, embed!)!.values]).toEqual([0.75, 0.25, 0.25, 0])
})

test('is said in a sentence and told in a table', () => {
  const depths = depthsOf(Object.keys(values))
  expect(lensSentence(answer, depths).replaceAll(/\s%/g, ' %')).toBe('at step 20, read after each part, the stream is right on: embedding 100.0 % of the training examples and 0.0 % of the tests; with the neurons – of the training examples and 100.0 % of the tests.')
  const { rows, columns } = lensTable(answer, depths, 0, 1)
  expect(rows[0]).toHaveLength(columns.length)
  expect(rows[0]!.slice(-4).map((cell) => cell.replace(/\s%/, ' %'))).toEqual(['−1.00', '2', '25.0 %', '0'])
  expect(rows[1]!.slice(-4)).toEqual(['–', '–', '–', '–'])
})
