import { describe, expect, test } from 'vitest'
import type { Ops } from '../../engine/ops/ops.ts'
import type { Pass } from './model.ts'
import { answersOf, everyPair, pairsOf, startingWeights } from './testing/eager.ts'

const v = 6
const tokens = { shape: [v * v, 2], dtype: 'i32', data: Int32Array.from(everyPair(v).flat()) } as const
const drawing = (step: number, asked: string[] = []) => (ops: Ops): Pass => ({
  draws(purpose) {
    asked.push(purpose)
    return { seed: 3, stream: purpose.length, counter: ops.full([], step, 'i32') }
  },
})

describe('dropout of an MLP', () => {
  const model = { kind: 'mlp', hidden: [200], activation: 'tanh', dropout: 0.25 }
  const weights = startingWeights(model, pairsOf(v))
  const hidden = (more?: (ops: Ops) => Pass) => answersOf(model, pairsOf(v), weights, tokens, more).noted['hidden.0']!.data

  test('is not there where the network is judged', () => {
    expect([...hidden()]).toEqual([...answersOf({ ...model, dropout: undefined }, pairsOf(v), weights, tokens).noted['hidden.0']!.data])
  })

  test('while it is trained, zeroes its share and stretches the rest, other ones in each step', () => {
    const [whole, some] = [hidden(), hidden(drawing(1))]
    some.forEach((x, i) => (x === 0 ? null : expect(x).toBeCloseTo(whole[i]! / 0.75, 12)))
    const gone = [...some].filter((x) => x === 0).length / some.length
    expect(Math.abs(gone - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / some.length))
    expect([...hidden(drawing(1))]).toEqual([...some])
    expect([...hidden(drawing(2))]).not.toEqual([...some])
  })
})

describe('dropout of a transformer', () => {
  const model = { kind: 'transformer', layers: 2, d_model: 8, heads: 2, d_mlp: 16, norm: 'post', dropout: 0.2 }
  const weights = startingWeights(model, pairsOf(v))
  const purposes = (changes: object): string[] => {
    const asked: string[] = []
    answersOf({ ...model, ...changes }, pairsOf(v), weights, tokens, drawing(1, asked))
    return asked
  }

  test('acts on what the neurons add, once a block, as in openai/grok', () => {
    expect(purposes({})).toEqual(['dropout.blocks.0.mlp', 'dropout.blocks.1.mlp'])
  })

  test.each([{ form: 'tables' }, { form: 'plain' }])('everywhere, acts at the four places of an encoder layer of PyTorch: %o', (form) => {
    const places = ['pattern', 'attn', 'hidden', 'mlp']
    expect(purposes({ ...form, dropout_at: 'everywhere' })).toEqual([0, 1].flatMap((block) => places.map((place) => `dropout.blocks.${block}.${place}`)))
  })

  test('where it is judged, its outputs are those without', () => {
    expect(answersOf(model, pairsOf(v), weights, tokens).rows).toEqual(answersOf({ ...model, dropout: undefined }, pairsOf(v), weights, tokens).rows)
  })
})
