import { describe, expect, test } from 'vitest'
import { referenceOps } from '../../engine/ops/eager.ts'
import type { HostTensor } from '../../shared/tensors.ts'
import type { ModelConfig } from '../../shared/schema/config/model.ts'
import { initialValues, startOf } from './initial-values.ts'
import { mlp } from './mlp.ts'
import type { Parameter, Widths } from './model.ts'

type MlpConfig = Extract<ModelConfig, { kind: 'mlp' }>

const widths: Widths = { inputs: { kind: 'tokens', vocabulary: 3, columns: 2 }, outputs: 3 }
const config = (activation: MlpConfig['activation'], bias: boolean): MlpConfig => ({
  kind: 'mlp',
  input: 'one_hot_pair',
  hidden: [4, 5],
  activation,
  bias,
  init: { kind: 'normal', scale: 1 },
})
const sigma = { relu: (x: number) => Math.max(x, 0), quadratic: (x: number) => x * x, tanh: Math.tanh, identity: (x: number) => x, gelu: () => expect.fail('held against the reference where it is defined') }

/** The network written out over dense one-hot rows, without any of the lab's operations. */
function plainLogits(model: MlpConfig, weights: Readonly<Record<string, HostTensor>>, a: number, b: number): number[] {
  let x = [0, 1, 2].map((s) => Number(s === a)).concat([0, 1, 2].map((s) => Number(s === b)))
  for (const i of [0, 1, 2]) {
    const matrix = weights[`layers.${i}.weight`]!
    const [inputs, outputs] = matrix.shape as [number, number]
    const bias = weights[`layers.${i}.bias`]
    if (i > 0) x = x.map(sigma[model.activation])
    x = Array.from({ length: outputs }, (_, j) => {
      let sum = bias === undefined ? 0 : bias.data[j]!
      for (let k = 0; k < inputs; k++) sum += x[k]! * matrix.data[k * outputs + j]!
      return sum
    })
  }
  return x
}

describe('MLP', () => {
  test('parameters are named by place and shaped (inputs, outputs)', () => {
    expect(mlp.parameters(config('relu', true), widths).map(({ name, shape }) => `${name} ${shape.join('x')}`)).toEqual([
      'layers.0.weight 6x4',
      'layers.0.bias 4',
      'layers.1.weight 4x5',
      'layers.1.bias 5',
      'layers.2.weight 5x3',
      'layers.2.bias 3',
    ])
    expect(mlp.parameters(config('relu', false), widths).length).toBe(3)
  })

  test.each([['relu', true], ['quadratic', false], ['tanh', true]] as const)('%s, bias %s: logits equal the network written out', (activation, bias) => {
    const ops = referenceOps()
    const model = config(activation, bias)
    const host = Object.fromEntries(
      mlp.parameters(model, widths).map((parameter) => [parameter.name, { shape: parameter.shape, dtype: 'f64', data: initialValues(model.init, parameter, 1) } as const]),
    )
    const weights = Object.fromEntries(Object.entries(host).map(([name, value]) => [name, ops.constant(value)]))
    const pairs = [[0, 0], [0, 2], [2, 1], [1, 1]] as const
    const tokens = ops.constant({ shape: [4, 2], dtype: 'i32', data: Int32Array.from(pairs.flat()) })
    const logits = ops.value(mlp.outputs(ops, model, widths, weights, tokens))
    expect(logits.shape).toEqual([4, 3])
    const expected = pairs.flatMap(([a, b]) => plainLogits(model, host, a, b))
    expected.forEach((value, i) => expect(logits.data[i]).toBeCloseTo(value, 12))
  })
})

test('features enter as they are', () => {
  const ops = referenceOps()
  const model = { ...config('relu', false), input: 'features' as const, hidden: [2] }
  const numbers: Widths = { inputs: { kind: 'features', columns: 3 }, outputs: 1 }
  expect([mlp.lacks(model, numbers), mlp.lacks(config('relu', false), widths)]).toEqual([null, null])
  expect(mlp.lacks(model, widths)).toMatch(/set model.input to one_hot_pair/)
  expect(mlp.lacks(config('relu', false), numbers)).toMatch(/set model.input to features/)
  expect(mlp.parameters(model, numbers).map(({ shape }) => shape)).toEqual([[3, 2], [2, 1]])
  const matrix = (shape: number[], ...data: number[]) => ops.constant({ shape, dtype: 'f64', data: Float64Array.from(data) })
  const weights = { 'layers.0.weight': matrix([3, 2], 1, 0, 0, 1, 1, -1), 'layers.1.weight': matrix([2, 1], 10, 1) }
  const out = mlp.outputs(ops, model, numbers, weights, matrix([2, 3], 1, 2, 3, -1, 0, -2))
  expect([...ops.value(out).data]).toEqual([10 * 4 + 0, 0 + 2])
})

test('a prefactor divides by inputs and neurons, and constants stand in the named layers only', () => {
  const ops = referenceOps()
  const base = { ...config('quadratic', false), hidden: [2] }
  const names = (changes: Partial<MlpConfig>): string[] => mlp.parameters({ ...base, ...changes }, widths).map(({ name }) => name)
  expect(names({ biased_layers: [0] })).toEqual(['layers.0.weight', 'layers.0.bias', 'layers.1.weight'])
  expect(names({ biased_layers: [], bias: true })).toEqual(['layers.0.weight', 'layers.1.weight'])
  expect(mlp.lacks({ ...base, biased_layers: [2] }, widths)).toMatch(/no layer 2; the last one is 1/)

  const ones = (...shape: number[]) => ops.full(shape, 1, 'f64')
  const weights = { 'layers.0.weight': ones(6, 2), 'layers.1.weight': ones(2, 3) }
  const tokens = ops.constant({ shape: [1, 2], dtype: 'i32', data: Int32Array.of(0, 2) })
  const value = (changes: Partial<MlpConfig>): number => ops.value(mlp.outputs(ops, { ...base, ...changes }, widths, weights, tokens)).data[0]!
  expect(value({})).toBe(2 * (1 + 1) ** 2)
  expect(value({ prefactor: 'gromov' })).toBeCloseTo(8 / (6 * 2), 15)
})

describe('initial values', () => {
  const parameter = { name: 'layers.1.weight', shape: [100, 200], fanIn: 100 }
  const spread = (values: Float64Array): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length)

  test('torch default is uniform on ±scale/√fan_in', () => {
    const values = initialValues({ kind: 'torch_default', scale: 2 }, parameter, 0)
    expect(Math.max(...values)).toBeLessThan(0.2)
    expect(Math.max(...values)).toBeGreaterThan(0.199)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.2)
    expect(Math.min(...values)).toBeLessThan(-0.199)
    expect(spread(values)).toBeCloseTo(0.2 / Math.sqrt(3), 2)
  })

  test('normal has the standard deviation scale, normal_fan_in scale/√fan_in', () => {
    expect(spread(initialValues({ kind: 'normal', scale: 0.1 }, parameter, 0))).toBeCloseTo(0.1, 2)
    expect(spread(initialValues({ kind: 'normal_fan_in', scale: 5 }, parameter, 0))).toBeCloseTo(0.5, 2)
  })

  test('uniform is flat on ±scale/2', () => {
    const values = initialValues({ kind: 'uniform', scale: 1 }, parameter, 0)
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(0.5)
    expect(spread(values)).toBeCloseTo(1 / Math.sqrt(12), 2)
  })

  test('haiku default ends at two deviations of 1/√fan_in and leaves 0.88 of one', () => {
    const values = initialValues({ kind: 'haiku_default', scale: 1 }, parameter, 0)
    expect(values).toHaveLength(20_000)
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(0.2)
    expect(Math.max(...values)).toBeGreaterThan(0.199)
    expect(spread(values) * 10).toBeCloseTo(0.8796, 2)
  })

  test('truncated normal has the deviation scale/√fan_in after the cut', () => {
    expect(spread(initialValues({ kind: 'truncated_normal', scale: Math.SQRT2 }, parameter, 0)) * 10).toBeCloseTo(Math.SQRT2, 2)
  })

  test('normal width follows the stream, not the fan-in, and leaves biases at 0', () => {
    expect(spread(initialValues({ kind: 'normal_width', scale: 1 }, { ...parameter, width: 400 }, 0))).toBeCloseTo(0.05, 3)
    const bias: Parameter = { name: 'x.bias', shape: [3], fanIn: 9, role: 'bias' }
    for (const kind of ['normal_width', 'haiku_default', 'truncated_normal', 'uniform'] as const) expect([...initialValues({ kind, scale: 1 }, bias, 0)]).toEqual([0, 0, 0])
  })

  test('an embedding of torch has standard deviation 1', () => {
    expect(spread(initialValues({ kind: 'torch_default', scale: 1 }, { ...parameter, role: 'embedding' }, 0))).toBeCloseTo(1, 1)
  })

  test('a group begins by itself, and what the model sets goes first', () => {
    const start = { init: { kind: 'normal', scale: 0 }, inits: [{ parameters: 'embed', init: { kind: 'uniform', scale: 2 } }] } as const
    expect([...startOf(start, parameter, 0)].every((x) => x === 0)).toBe(true)
    const embed: Parameter = { name: 'embed.weight', shape: [2], fanIn: 2 }
    expect([...startOf(start, embed, 0)]).toEqual([...initialValues(start.inits[0].init, embed, 0)])
    expect([...startOf(start, { ...embed, initial: (seed) => Float64Array.of(seed, 7) }, 5)]).toEqual([5, 7])
  })

  test('parameters and seeds have draws of their own', () => {
    const draw = (name: string, seed: number): string => initialValues({ kind: 'normal', scale: 1 }, { ...parameter, name, shape: [4] }, seed).join()
    expect(draw('layers.0.weight', 0)).toBe(draw('layers.0.weight', 0))
    expect(draw('layers.0.weight', 0)).not.toBe(draw('layers.1.weight', 0))
    expect(draw('layers.0.weight', 0)).not.toBe(draw('layers.0.weight', 1))
  })
})
