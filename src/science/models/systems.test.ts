import { describe, expect, test } from 'vitest'
import { ModelConfig } from '../../shared/schema/config/model.ts'
import type { OfKind } from '../register.ts'
import { models } from './index.ts'
import type { Model, ModelKind, Widths } from './model.ts'
import { lackOf, pairsOf, startingWeights } from './testing/eager.ts'

const modelOf = <K extends ModelKind>(config: OfKind<ModelConfig, K>): Model<K> => models[config.kind as K]
const numbers = (columns: number, outputs: number): Widths => ({ inputs: { kind: 'features', columns }, outputs })

/** Trained numbers of a network, in all or of the parameters whose name begins so. */
function count(model: object, widths: Widths, isCounted: (name: string) => boolean = () => true): number {
  const config = ModelConfig.parse(model)
  expect(lackOf(model, widths)).toBeNull()
  return modelOf(config).parameters(config, widths).filter(({ name }) => isCounted(name)).reduce((sum, { shape }) => sum + shape.reduce((n, d) => n * d, 1), 0)
}

const spread = (data: ArrayLike<number>): number => Math.sqrt(Array.from(data).reduce((sum, w) => sum + w * w, 0) / data.length)

describe('networks of the literature, each by a configuration', () => {
  test('Power: two layers of 128, four heads or Davies’ one, without biases: 4·10⁵ weights besides embeddings and norms', () => {
    const power = { kind: 'transformer', layers: 2, norm: 'post', biases: 'none', positions: 'sinusoidal', sequence: 'a_op_b_equals', dropout: 0.1, init: { kind: 'torch_default' } }
    const isInside = (name: string): boolean => name.startsWith('blocks.') && !name.includes('norm')
    for (const heads of [4, 1]) expect(count({ ...power, heads }, pairsOf(97), isInside)).toBe(2 * (4 * 128 ** 2 + 2 * 128 * 512))
  })

  test('Prieto: one encoder layer of PyTorch of 593 024 numbers, with dropout everywhere', () => {
    const encoder = { kind: 'transformer', d_mlp: 2048, norm: 'post', mask: 'none', biases: 'all', dropout: 0.1, dropout_at: 'everywhere', init: { kind: 'torch_default' } }
    expect(count(encoder, pairsOf(113), (name) => name.startsWith('blocks.'))).toBe(593_024)
  })

  test('Liu: a transformer of width 256 for p = 53, with dropout', () => {
    expect(count({ kind: 'transformer', d_model: 256, d_mlp: 1024, layers: 2, dropout: 0.1 }, pairsOf(53), (name) => name === 'embed.weight')).toBe(54 * 256)
  })

  test('Chughtai: tables of 256 numbers for each side, 128 neurons, 142 336 weights for S5; tables of deviation 1/√256', () => {
    const group = { kind: 'mlp', embedding: { width: 256, tables: 'separate' }, hidden: [128], init: { kind: 'normal_fan_in' }, inits: [{ parameters: 'embed', init: { kind: 'normal', scale: 1 / 16 } }] }
    expect(count(group, pairsOf(120))).toBe(2 * 120 * 256 + 512 * 128 + 128 * 120)
    const start = startingWeights(group, pairsOf(120))
    expect(spread(start['embed.1.weight']!.data) * 16).toBeCloseTo(1, 1)
    expect(spread(start['layers.0.weight']!.data) * Math.sqrt(512)).toBeCloseTo(1, 1)
  })

  test('devinterp: one table of 12, a layer with bias for each symbol, 48 neurons', () => {
    const net = { kind: 'mlp', embedding: { width: 12, combine: 'sum_of_layers' }, hidden: [48], activation: 'gelu', biased_layers: [0] }
    expect(count(net, pairsOf(53))).toBe(53 * 12 + 2 * (12 * 48 + 48) + 48 * 53)
  })

  test('Zhong’s linear models: A and X add the vectors, D sets them side by side, B has a second layer', () => {
    const linear = (embedding: object, hidden: number[]) => ({ kind: 'mlp', embedding, hidden, biased_layers: hidden.map((_, i) => i) })
    const table = 59 * 256
    const layer = 256 * 256 + 256
    expect(count(linear({ width: 256, combine: 'sum' }, [256]), pairsOf(59))).toBe(2 * table + layer)
    expect(count(linear({ width: 256, combine: 'sum' }, [256, 256]), pairsOf(59))).toBe(2 * table + 2 * layer)
    expect(count(linear({ width: 256, combine: 'sum', tables: 'separate' }, [256]), pairsOf(59))).toBe(3 * table + layer)
    expect(count(linear({ width: 128 }, [256]), pairsOf(59))).toBe(1.5 * table + layer)
  })

  test('Fan: twelve layers of 784 → 400 … → 10, biases too eight times as large', () => {
    const deep = { kind: 'mlp', input: 'features', hidden: Array.from({ length: 11 }, () => 400), bias: true, init: { kind: 'torch_default', scale: 8 } }
    expect(count(deep, numbers(784, 10))).toBe(785 * 400 + 10 * 401 * 400 + 401 * 10)
    const { data } = startingWeights(deep, numbers(784, 10))['layers.5.bias']!
    expect(spread(data)).toBeCloseTo(8 / Math.sqrt(3 * 400), 1)
    expect(Math.max(...data)).toBeGreaterThan(7 / Math.sqrt(400))
  })

  test('Lyu: He’s start times α without biases, and a bias in the first layer only', () => {
    const net = { kind: 'mlp', hidden: [64], biased_layers: [0], init: { kind: 'normal_fan_in', scale: 4 * Math.SQRT2 }, inits: [{ parameters: 'layers.0.bias', init: { kind: 'normal', scale: 0 } }] }
    const start = startingWeights(net, pairsOf(97))
    expect(spread(start['layers.0.weight']!.data)).toBeCloseTo(4 * Math.sqrt(2 / 194), 1)
    expect(start['layers.0.bias']!.data.every((b) => b === 0)).toBe(true)
    expect(start['layers.1.bias']).toBeUndefined()
  })

  test('Kumar: 46 → 100 → 23 with outputs times α', () => {
    expect(count({ kind: 'mlp', hidden: [100], output_scale: 0.5, bias: true }, pairsOf(23))).toBe(47 * 100 + 101 * 23)
  })
})
