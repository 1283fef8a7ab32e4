import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HostTensor, NamedTensors } from '../../../shared/tensors.ts'
import { everyPair, lackOf, lengthOf, outputsOf, pairsOf, placesOf, startingWeights } from '../testing/eager.ts'
import { sinusoids } from './transformer.ts'

const nanda = { kind: 'transformer' }
const small = { kind: 'transformer', d_model: 8, heads: 2, d_mlp: 6, init: { kind: 'normal', scale: 0.7 } }

type Matrix = number[][]
const rowsOf = ({ shape, data }: HostTensor): Matrix => Array.from({ length: shape[0]! }, (_, i) => [...data.subarray(i * shape[1]!, (i + 1) * shape[1]!)])
const plus = (x: readonly number[], y: readonly number[]): number[] => x.map((value, i) => value + y[i]!)

interface Sizes {
  readonly layers: number
  readonly heads: number
  readonly norm: string
  readonly mask: string
  readonly rate: number
  readonly positions: string
}

/** Logits of one sequence of tokens, written out with loops over places and heads. */
function writtenOut(w: NamedTensors, tokens: readonly number[], { layers, heads, norm, mask, rate, positions }: Sizes): number[] {
  const linear = (name: string, x: readonly number[]): number[] => {
    const matrix = rowsOf(w[`${name}.weight`]!)
    return matrix[0]!.map((_, j) => x.reduce((sum, value, k) => sum + value * matrix[k]![j]!, w[`${name}.bias`]?.data[j] ?? 0))
  }
  const layerNorm = (name: string, x: readonly number[]): number[] => {
    const mean = x.reduce((s, z) => s + z) / x.length
    const spread = Math.sqrt(x.reduce((s, z) => s + (z - mean) ** 2, 0) / x.length + 1e-5)
    return x.map((z, i) => ((z - mean) / spread) * w[`${name}.gain`]!.data[i]! + w[`${name}.bias`]!.data[i]!)
  }
  const before = (name: string, x: readonly number[]): readonly number[] => (norm === 'pre' ? layerNorm(name, x) : x)
  const after = (name: string, x: readonly number[]): readonly number[] => (norm === 'post' ? layerNorm(name, x) : x)

  const d = w['embed.weight']!.shape[1]!
  const place = (i: number): number[] => (positions === 'learned' ? rowsOf(w['positions.weight']!)[i]! : positions === 'none' ? new Array<number>(d).fill(0) : rowsOf(sinusoids(tokens.length, d))[i]!)
  let x: (readonly number[])[] = tokens.map((token, i) => plus(rowsOf(w['embed.weight']!)[token]!, place(i)))
  for (let layer = 0; layer < layers; layer++) {
    const name = `blocks.${layer}`
    const seen = x.map((stream) => before(`${name}.norm1`, stream))
    const [q, k, v] = ['q', 'k', 'v'].map((part) => seen.map((stream) => linear(`${name}.attn.${part}`, stream))) as [Matrix, Matrix, Matrix]
    const size = d / heads
    x = x.map((stream, at) => {
      const read = Array.from({ length: d }, (_, i) => {
        const head = Math.floor(i / size) * size
        const score = (other: number): number => Array.from({ length: size }, (_, e) => q[at]![head + e]! * k[other]![head + e]!).reduce((s, z) => s + z) / Math.sqrt(size)
        const e = tokens.map((_, other) => (mask === 'causal' && other > at ? 0 : Math.exp(score(other))))
        const total = e.reduce((s, z) => s + z)
        return e.reduce((sum, z, other) => sum + ((rate * z) / total + 1 - rate) * v[other]![i]!, 0)
      })
      const between = after(`${name}.norm1`, plus(stream, linear(`${name}.attn.o`, read)))
      const inner = linear(`${name}.mlp.in`, before(`${name}.norm2`, between)).map((z) => Math.max(z, 0))
      return after(`${name}.norm2`, plus(between, linear(`${name}.mlp.out`, inner)))
    })
  }
  const last = x.at(-1)!
  return linear('unembed', norm === 'pre' ? layerNorm('norm', last) : last)
}

/** The largest distance between two tables of numbers. */
const distance = (a: Matrix, b: Matrix): number => Math.max(...a.flatMap((row, i) => row.map((z, j) => Math.abs(z - b[i]![j]!))))

describe('the transformer', () => {
  const v = 4
  const sequences = { a_b_equals: ([a, b]: readonly [number, number]) => [a, b, v], a_op_b_equals: ([a, b]: readonly [number, number]) => [a, v + 1, b, v] }

  test.each([
    ['Nanda', { layers: 1, positions: 'learned', norm: 'none', mask: 'causal', biases: 'mlp', sequence: 'a_b_equals' }],
    ['Zhong', { layers: 1, positions: 'learned', norm: 'none', mask: 'none', biases: 'mlp', sequence: 'a_b_equals', attention_rate: 0.3 }],
    ['Power', { layers: 2, positions: 'sinusoidal', norm: 'post', mask: 'causal', biases: 'none', sequence: 'a_op_b_equals' }],
    ['DeMoss', { layers: 2, positions: 'learned', norm: 'post', mask: 'none', biases: 'all', sequence: 'a_op_b_equals' }],
    ['pre-norm without positions', { layers: 2, positions: 'none', norm: 'pre', mask: 'causal', biases: 'all', sequence: 'a_op_b_equals' }],
    ['pre-norm, one layer', { layers: 1, positions: 'sinusoidal', norm: 'pre', mask: 'none', biases: 'all', sequence: 'a_b_equals' }],
  ] as const)('%s: both forms give the network written out', (_, sizes) => {
    const model = { ...small, ...sizes }
    const weights = startingWeights(model, pairsOf(v))
    const rate = 'attention_rate' in sizes ? sizes.attention_rate : 1
    const expected = everyPair(v).map((pair) => writtenOut(weights, sequences[sizes.sequence](pair), { ...sizes, heads: small.heads, rate }))
    for (const form of ['plain', 'tables']) expect(distance(outputsOf({ ...model, form }, pairsOf(v), weights, everyPair(v)), expected)).toBeLessThan(1e-11)
  })

  test('tables and plain are one function, whatever the choices', () => {
    const choice = fc.record({
      layers: fc.integer({ min: 1, max: 3 }),
      heads: fc.constantFrom(1, 2, 4),
      activation: fc.constantFrom('relu', 'gelu'),
      positions: fc.constantFrom('learned', 'sinusoidal', 'none'),
      norm: fc.constantFrom('none', 'pre', 'post'),
      mask: fc.constantFrom('causal', 'none'),
      biases: fc.constantFrom('none', 'mlp', 'all'),
      sequence: fc.constantFrom('a_b_equals', 'a_op_b_equals'),
      attention_rate: fc.constantFrom(0, 0.5, 1),
    })
    fc.assert(
      fc.property(choice, fc.nat(1000), (choices, seed) => {
        const model = { ...small, ...choices }
        const weights = startingWeights(model, pairsOf(v), seed)
        const [tables, plain] = ['tables', 'plain'].map((form) => outputsOf({ ...model, form }, pairsOf(v), weights, everyPair(v))) as [Matrix, Matrix]
        const size = Math.max(1, ...plain.flat().map(Math.abs))
        expect(distance(tables, plain) / size).toBeLessThan(1e-12)
      }),
      { numRuns: 40 },
    )
  })

  test('that of Nanda has her parameters, by place', () => {
    expect(placesOf(nanda, pairsOf(113))).toEqual([
      'embed.weight 114x128', 'positions.weight 3x128',
      'blocks.0.attn.q.weight 128x128', 'blocks.0.attn.k.weight 128x128', 'blocks.0.attn.v.weight 128x128', 'blocks.0.attn.o.weight 128x128',
      'blocks.0.mlp.in.weight 128x512', 'blocks.0.mlp.in.bias 512', 'blocks.0.mlp.out.weight 512x128', 'blocks.0.mlp.out.bias 128',
      'unembed.weight 128x113',
    ])
  })

  test('at Nanda’s initialisation the weights have the length 42.1 that was measured, within 0.3, and biases are 0', () => {
    for (const seed of [0, 1, 2]) {
      const weights = startingWeights(nanda, pairsOf(113), seed)
      expect(Math.abs(lengthOf(weights) - 42.1)).toBeLessThan(0.3)
      expect(weights['blocks.0.mlp.in.bias']!.data.every((b) => b === 0)).toBe(true)
    }
  })

  test('that of Power has about 4·10⁵ weights without embeddings, and torch’s start', () => {
    const power = { kind: 'transformer', layers: 2, positions: 'sinusoidal', norm: 'post', biases: 'none', sequence: 'a_op_b_equals', init: { kind: 'torch_default' } }
    const weights = startingWeights(power, pairsOf(97))
    const count = Object.entries(weights).reduce((sum, [name, { data }]) => (name.includes('embed') ? sum : sum + data.length), 0)
    expect(count).toBe(2 * (4 * 128 * 128 + 2 * 128 * 512 + 4 * 128))
    expect(Math.abs(count / 4e5 - 1)).toBeLessThan(0.05)
    expect(Math.max(...weights['blocks.1.mlp.in.weight']!.data.map(Math.abs))).toBeLessThan(1 / Math.sqrt(128))
    expect([...weights['blocks.1.norm2.gain']!.data]).toEqual(new Array(128).fill(1))
  })

  test('sinusoids are those of the paper', () => {
    const { data } = sinusoids(3, 4)
    expect([...data.subarray(0, 4)]).toEqual([0, 1, 0, 1])
    expect([...data.subarray(8, 12)]).toEqual([Math.sin(2), Math.cos(2), Math.sin(2 / 100), Math.cos(2 / 100)])
  })

  test('what does not fit is refused with what to do', () => {
    expect(lackOf({ ...small, heads: 3 }, pairsOf(5))).toMatch(/3 heads cannot share a width of 8/)
    expect(lackOf(small, { inputs: { kind: 'features', columns: 2 }, outputs: 1 })).toMatch(/set model.kind to mlp/)
    expect(lackOf({ ...small, sequence: 'a_op_b_equals' }, { inputs: { kind: 'tokens', vocabulary: 5, columns: 3 }, outputs: 5 })).toMatch(/set model.sequence to a_b_equals/)
  })
})
