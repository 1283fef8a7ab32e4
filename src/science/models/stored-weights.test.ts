import { describe, expect, test } from 'vitest'
import { encodeSafetensors } from '../../shared/safetensors.ts'
import { RunConfig, type RunConfigInput } from '../../shared/schema/run-config.ts'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import { experimentOf } from '../experiment.ts'
import { sourcesFrom } from '../sources.ts'

const file = 'f'.repeat(64)
const config = (model: RunConfigInput['model'], changes: Partial<RunConfigInput> = {}): RunConfig =>
  RunConfig.parse({ task: { kind: 'modular_table', modulus: 5 }, split: { train_fraction: 0.5 }, model, optimiser: { kind: 'sgd', learning_rate: 0.1 }, steps: 1, measures: [], ...changes })
const mlp = { kind: 'mlp', hidden: [3], bias: true } as const
const fromFile = { kind: 'file', file } as const

const drawn = experimentOf(config(mlp, { precision: 'f64' })).weights
const started = (tensors: NamedTensors, model: RunConfigInput['model'] = { ...mlp, init: fromFile }, changes: Partial<RunConfigInput> = {}) =>
  experimentOf(config(model, changes), sourcesFrom({ [file]: encodeSafetensors(tensors) }))
const tensor = (shape: readonly number[], value = 1): HostTensor => ({ shape, dtype: 'f32', data: new Float32Array(shape.reduce((n, d) => n * d, 1)).fill(value) })

describe('weights from a file', () => {
  test('are where a run starts, to the last bit', () => {
    expect(started(drawn, undefined, { precision: 'f64' }).weights).toEqual(drawn)
  })

  test('are rounded to the precision of the run', () => {
    const { data, dtype } = started(drawn).weights['layers.0.weight']!
    expect(dtype).toBe('f32')
    expect(data).toEqual(Float32Array.from(drawn['layers.0.weight']!.data))
    expect(started({ ...drawn, 'layers.1.bias': tensor([5], 0.25) }, undefined, { precision: 'f64' }).weights['layers.1.bias']!.data).toEqual(new Float64Array(5).fill(0.25))
  })

  test('leave alone what a group draws anew', () => {
    const mixed = started({ 'layers.0.weight': tensor([10, 3]), 'layers.0.bias': tensor([3]) }, { ...mlp, init: fromFile, inits: [{ parameters: 'layers.1', init: { kind: 'normal', scale: 2 } }] })
    expect([...mixed.weights['layers.0.weight']!.data].every((w) => w === 1)).toBe(true)
    expect(new Set(mixed.weights['layers.1.weight']!.data).size).toBe(15)
  })

  test('need not hold what the model sets itself', () => {
    const circle = { kind: 'factored_mlp', embedding: { kind: 'circle' }, hidden: 4 } as const
    const whole = experimentOf(config({ ...circle, init: { kind: 'normal_fan_in' } }))
    const frozen = whole.parameters.filter(({ initial }) => initial !== undefined).map(({ name }) => name)
    expect(frozen.length).toBeGreaterThan(0)
    const part = Object.fromEntries(Object.entries(whole.weights).filter(([name]) => !frozen.includes(name)))
    expect(started(part, { ...circle, init: fromFile }).weights).toEqual(whole.weights)
  })

  test.each<readonly [string, NamedTensors, RegExp]>([
    ['lacks one', { 'layers.0.weight': tensor([10, 3]) }, /does not hold layers.0.bias, which this model needs with the shape \[3\]/],
    ['is transposed', { ...drawn, 'layers.0.weight': tensor([3, 10]) }, /holds layers.0.weight with the shape \[3, 10\], and this model needs \[10, 3\]; matrices are \(inputs, outputs\)/],
    ['has one more', { ...drawn, 'layers.2.weight': tensor([5, 5]) }, /holds layers.2.weight, which this model does not have; it has layers.0.weight/],
    ['has whole numbers', { ...drawn, 'layers.0.bias': { shape: [3], dtype: 'i32', data: Int32Array.of(1, 2, 3) } }, /as whole numbers/],
    ['has a number that is none', { ...drawn, 'layers.0.bias': tensor([3], NaN) }, /a number in layers.0.bias that is not finite/],
  ])('that %s are refused', (_what, tensors, sentence) => {
    expect(() => started(tensors)).toThrow(sentence)
  })

  test('that are no safetensors, or not at hand, are refused', () => {
    const run = config({ ...mlp, init: fromFile })
    expect(() => experimentOf(run, sourcesFrom({ [file]: Uint8Array.of(1, 2, 3) }))).toThrow(/not a safetensors file/)
    expect(() => experimentOf(run)).toThrow(/not at hand/)
  })
})
