import { describe, expect, test } from 'vitest'
import { ModelConfig } from '../../shared/schema/config/model.ts'
import type { HostTensor } from '../../shared/tensors.ts'
import { collapsedMatrices, type FactoredMlpConfig } from './factored-mlp.ts'
import { everyPair, lackOf, lengthOf, outputsOf, pairsOf, placesOf, startingWeights } from './testing/eager.ts'

const pair = { kind: 'factored_mlp', inits: [{ parameters: 'embed', init: { kind: 'truncated_normal', scale: Math.SQRT2 } }] }
const normal = { kind: 'normal', scale: 1 }

/** Row i of a matrix times another: x [k] · M [k, n]. */
function times(x: readonly number[], { shape, data }: HostTensor): number[] {
  const [, n = 0] = shape
  return Array.from({ length: n }, (_, j) => x.reduce((sum, value, k) => sum + value * data[k * n + j]!, 0))
}

const row = ({ shape, data }: HostTensor, i: number): number[] => [...data.subarray(i * shape[1]!, (i + 1) * shape[1]!)]

describe('the factored MLP', () => {
  test('has the matrices of PAIR, and of Minegishi with an unembedding of its own', () => {
    expect(placesOf(pair, pairsOf(67))).toEqual(['embed.weight 67x500', 'layers.0.weight 500x24', 'layers.1.weight 24x500'])
    expect(placesOf({ kind: 'factored_mlp', hidden: 48, tied_unembedding: false }, pairsOf(67)).slice(1)).toEqual(['layers.0.weight 500x48', 'layers.1.weight 48x500', 'unembed.weight 500x67'])
    expect(placesOf({ ...pair, tied_hidden: false }, pairsOf(67))[1]).toBe('layers.0.0.weight 500x24')
  })

  test('PAIR’s initial weights have the logged length of 37.4 within 0.3, and 45.6 with the variance 2/fan_in everywhere', () => {
    for (const seed of [0, 1, 2]) {
      expect(Math.abs(lengthOf(startingWeights(pair, pairsOf(67), seed)) - 37.4)).toBeLessThan(0.3)
      const everywhere = { kind: 'factored_mlp', init: { kind: 'truncated_normal', scale: Math.SQRT2 } }
      expect(Math.abs(lengthOf(startingWeights(everywhere, pairsOf(67), seed)) - 45.6)).toBeLessThan(0.6)
    }
  })

  test.each([[true, true], [true, false], [false, true], [false, false]])('hidden tied %s, unembedding tied %s: logits are σ(W_h E_a + W_h E_b) W_o U, example by example', (tied_hidden, tied_unembedding) => {
    const model = { kind: 'factored_mlp', embedding: { kind: 'learned', width: 4 }, hidden: 3, tied_hidden, tied_unembedding, init: normal }
    const w = startingWeights(model, pairsOf(5))
    const [embed, back] = [w['embed.weight']!, w['layers.1.weight']!]
    const expected = everyPair(5).map(([a, b]) => {
      const first = times(row(embed, a), w[tied_hidden ? 'layers.0.weight' : 'layers.0.0.weight']!)
      const second = times(row(embed, b), w[tied_hidden ? 'layers.0.weight' : 'layers.0.1.weight']!)
      const vector = times(first.map((x, i) => Math.max(x + second[i]!, 0)), back)
      return tied_unembedding ? [0, 1, 2, 3, 4].map((c) => row(embed, c).reduce((sum, x, k) => sum + x * vector[k]!, 0)) : times(vector, w['unembed.weight']!)
    })
    outputsOf(model, pairsOf(5), w, everyPair(5)).forEach((logits, i) => logits.forEach((z, c) => expect(z).toBeCloseTo(expected[i]![c]!, 11)))
  })

  test('its collapsed matrices are the products, 67 x 24 and 24 x 67 for PAIR: 3 216 numbers', () => {
    const weights = startingWeights(pair, pairsOf(67))
    const { inputs, output } = collapsedMatrices(ModelConfig.parse(pair) as FactoredMlpConfig, weights)
    expect([...inputs, output].map(({ shape }) => shape)).toEqual([[67, 24], [24, 67]])
    expect(inputs[0]!.data.length + output.data.length).toBe(3216)
    const [embed, reading] = [weights['embed.weight']!, weights['layers.0.weight']!]
    times(row(embed, 66), reading).forEach((x, i) => expect(row(inputs[0]!, 66)[i]).toBeCloseTo(x, 12))
    expect(row(output, 3)[5]).toBeCloseTo(row(weights['layers.1.weight']!, 3).reduce((sum, x, k) => sum + x * row(embed, 5)[k]!, 0), 12)
  })

  test('the circle is frozen and has columns of length 1', () => {
    const model = { kind: 'factored_mlp', embedding: { kind: 'circle', frequency: 3 }, hidden: 5 }
    const { data } = startingWeights(model, pairsOf(67))['embed.weight']!
    for (const part of [0, 1]) expect(Array.from(data).reduce((sum, x, i) => (i % 2 === part ? sum + x * x : sum), 0)).toBeCloseTo(1, 12)
    expect(data[2 * 10 + 1]).toBeCloseTo(Math.sqrt(2 / 67) * Math.sin((2 * Math.PI * 30) / 67), 12)
  })

  test('what does not fit is refused with what to do', () => {
    const circle = { kind: 'circle', frequency: 1 }
    expect(lackOf(pair, { inputs: { kind: 'features', columns: 3 }, outputs: 3 })).toMatch(/set model.kind to mlp/)
    expect(lackOf(pair, { ...pairsOf(10), outputs: 19 })).toMatch(/set model.tied_unembedding to false/)
    expect(lackOf({ kind: 'factored_mlp', embedding: { kind: 'circle', frequency: 40 } }, pairsOf(67))).toMatch(/no frequency 40; set model.embedding.frequency to 33 or less/)
    expect(lackOf({ ...pair, init: circle }, pairsOf(67))).toMatch(/set model.embedding.kind to circle/)
    expect(lackOf({ kind: 'factored_mlp', embedding: { kind: 'circle', frequency: 2 }, init: circle }, pairsOf(67))).toMatch(/different frequencies/)
    expect(lackOf({ kind: 'factored_mlp', init: { kind: 'waves' } }, pairsOf(67))).toMatch(/set model.kind to mlp/)
  })
})
