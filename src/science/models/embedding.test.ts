import { describe, expect, test } from 'vitest'
import { ModelConfig } from '../../shared/schema/config/model.ts'
import { referenceOps } from '../../engine/ops/eager.ts'
import { startOf } from './initial-values.ts'
import { mlp } from './mlp.ts'
import type { Widths } from './model.ts'

type MlpConfig = Extract<ModelConfig, { kind: 'mlp' }>
type Embedding = NonNullable<MlpConfig['embedding']>

const vocabulary = 5
const widths: Widths = { inputs: { kind: 'tokens', vocabulary, columns: 2 }, outputs: 3 }
const config = (embedding: Embedding, more: object = {}): MlpConfig =>
  ModelConfig.parse({ kind: 'mlp', embedding, hidden: [6], activation: 'tanh', bias: true, init: { kind: 'normal', scale: 1 }, ...more }) as MlpConfig

const startFor = (model: MlpConfig) => mlp.parameters(model, widths).map((parameter) => [parameter, startOf(model, parameter, 3)] as const)

function outputs(model: MlpConfig, pairs: readonly (readonly [number, number])[]): number[][] {
  const ops = referenceOps()
  const weights = Object.fromEntries(startFor(model).map(([{ name, shape }, data]) => [name, ops.constant({ shape, dtype: 'f64', data })]))
  const tokens = ops.constant({ shape: [pairs.length, 2], dtype: 'i32', data: Int32Array.from(pairs.flat()) })
  const { data } = ops.value(mlp.outputs(ops, model, widths, weights, tokens))
  return pairs.map((_, row) => [...data.subarray(row * 3, row * 3 + 3)])
}

/** The network written out with loops. */
function writtenOut(model: MlpConfig, [a, b]: readonly [number, number]): number[] {
  const values = new Map(startFor(model).map(([{ name }, data]) => [name, data]))
  const { width, combine, tables } = model.embedding!
  const vector = (place: number, t: number): number[] => [...values.get(tables === 'shared' ? 'embed.weight' : `embed.${place}.weight`)!.subarray(t * width, (t + 1) * width)]
  const layer = (name: string, x: number[], outputs: number): number[] =>
    Array.from({ length: outputs }, (_, j) => x.reduce((sum, value, k) => sum + value * values.get(`${name}.weight`)![k * outputs + j]!, values.get(`${name}.bias`)?.[j] ?? 0))
  const [x, y] = [vector(0, a), vector(1, b)]
  const m = Math.sqrt(width)
  const sums = {
    concat: () => layer('layers.0', [...x, ...y], 6),
    sum: () => layer('layers.0', x.map((value, i) => value + y[i]!), 6),
    sum_of_layers: () => layer('layers.0.0', x, 6).map((value, j) => value + layer('layers.0.1', y, 6)[j]!),
    matrix_product: () => layer('layers.0', x.map((_, at) => Array.from({ length: m }, (_, k) => x[Math.floor(at / m) * m + k]! * y[k * m + (at % m)]!).reduce((s, z) => s + z)), 6),
  }[combine]()
  return layer('layers.1', sums.map(Math.tanh), 3)
}

const every = Array.from({ length: 25 }, (_, i) => [Math.floor(i / 5), i % 5] as const)

describe('an MLP on learnt vectors', () => {
  const kinds = (['concat', 'sum', 'sum_of_layers', 'matrix_product'] as const).flatMap((combine) => (['shared', 'separate'] as const).map((tables) => ({ combine, tables, width: 4 })))

  test.each(kinds)('$combine, $tables tables: outputs equal the network written out, from tables and without', (embedding) => {
    const model = config(embedding)
    const expected = every.map((pair) => writtenOut(model, pair))
    // 25 examples of 5 symbols: products are looked up. Two at a time: they are formed for each example.
    const looked = outputs(model, every)
    const direct = [0, 1, 2].flatMap((i) => outputs(model, every.slice(2 * i, 2 * i + 2)))
    looked.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(expected[i]![j]!, 12)))
    direct.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(expected[i]![j]!, 12)))
  })

  test('parameters are those of the sources: Chughtai on S5, Liu’s toy, devinterp', () => {
    const shapes = (model: object, sizes: Widths): string[] => mlp.parameters(ModelConfig.parse({ kind: 'mlp', ...model }) as MlpConfig, sizes).map(({ name, shape }) => `${name} ${shape.join('x')}`)
    const pairs = (v: number, outputs: number): Widths => ({ inputs: { kind: 'tokens', vocabulary: v, columns: 2 }, outputs })
    expect(shapes({ embedding: { width: 256, combine: 'concat', tables: 'separate' }, hidden: [128] }, pairs(120, 120))).toEqual([
      'embed.0.weight 120x256', 'embed.1.weight 120x256', 'layers.0.weight 512x128', 'layers.1.weight 128x120',
    ])
    expect(shapes({ embedding: { width: 1, combine: 'sum' }, hidden: [200, 200], activation: 'tanh', bias: true }, pairs(10, 30))).toEqual([
      'embed.weight 10x1', 'layers.0.weight 1x200', 'layers.0.bias 200', 'layers.1.weight 200x200', 'layers.1.bias 200', 'layers.2.weight 200x30', 'layers.2.bias 30',
    ])
    expect(shapes({ embedding: { width: 12, combine: 'sum_of_layers' }, hidden: [48], activation: 'gelu', biased_layers: [0] }, pairs(53, 53))).toEqual([
      'embed.weight 53x12', 'layers.0.0.weight 12x48', 'layers.0.0.bias 48', 'layers.0.1.weight 12x48', 'layers.0.1.bias 48', 'layers.1.weight 48x53',
    ])
  })

  test('numbers have no embedding, and matrices are square', () => {
    const numbers: Widths = { inputs: { kind: 'features', columns: 4 }, outputs: 1 }
    expect(mlp.lacks(config({ width: 4, combine: 'sum', tables: 'shared' }, { input: 'features' }), numbers)).toMatch(/leave out model.embedding/)
    expect(mlp.lacks(config({ width: 6, combine: 'matrix_product', tables: 'shared' }), widths)).toMatch(/6 numbers are no square matrix/)
    expect(mlp.lacks(config({ width: 9, combine: 'matrix_product', tables: 'shared' }), widths)).toBeNull()
  })
})
