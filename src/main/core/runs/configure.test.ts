import { describe, expect, test } from 'vitest'
import { LabError } from '../../../shared/errors.ts'
import { configure, type Overrides } from './configure.ts'

const base = {
  task: { kind: 'modular_table', modulus: 7 },
  split: { train_fraction: 0.5 },
  model: { kind: 'mlp', hidden: [8] },
  optimiser: { kind: 'adamw', learning_rate: 0.01 },
  steps: 40,
}
const none: Overrides = { seed: null, steps: null, set: [] }
const withSet = (...set: Overrides['set']) => configure(base, { ...none, set })

function refused(work: () => unknown): LabError {
  try {
    work()
  } catch (error) {
    if (error instanceof LabError) return error
  }
  throw new Error('was not refused with a LabError')
}

describe('a configuration', () => {
  test('has every default written out', () => {
    expect(configure(base, none)).toMatchObject({ schema: 1, seed: 0, precision: 'f32', batch: { kind: 'full' }, optimiser: { beta2: 0.98 }, model: { init: { kind: 'torch_default', scale: 1 } } })
  })

  test('takes seed, steps and keys by path, and leaves its base alone', () => {
    const config = configure(base, { seed: 3, steps: 7, set: [['optimiser.weight_decay', 2], ['batch', { kind: 'minibatch', size: 5 }], ['log.ratio', 1.2]] })
    expect(config).toMatchObject({ seed: 3, steps: 7, optimiser: { weight_decay: 2 }, batch: { kind: 'minibatch', size: 5 }, log: { ratio: 1.2, every_until: 100 } })
    expect(base).not.toHaveProperty('log')
  })

  test('reaches the keys of another kind once that kind is set', () => {
    expect(withSet(['batch.kind', 'minibatch'], ['batch.size', 5]).batch).toEqual({ kind: 'minibatch', size: 5 })
    expect(refused(() => withSet(['batch.kind', 'full'], ['batch.size', 5])).message).toBe(
      'batch.size does not go with batch.kind = "full". Nothing was saved; leave it out, or choose another kind.',
    )
  })

  test.each([
    ['weight_decay', 'optimiser.weight_decay'],
    ['optimiser.weight_decai', 'optimiser.weight_decay'],
    ['optimizer.learning_rate', 'optimiser.learning_rate'],
    ['Steps', 'steps'],
  ])('a --set of %s is refused and names the nearest key', (key, nearest) => {
    const error = refused(() => withSet([key, 1]))
    expect(error.code).toBe('unknown-key')
    expect(error.message).toContain(`Did you mean ${nearest}?`)
  })

  test('a key that is too much in a file is an unknown key too', () => {
    const error = refused(() => configure({ ...base, optimiser: { ...base.optimiser, weight_decai: 1 } }, none))
    expect(error.message).toBe('A configuration has no key "optimiser.weight_decai". Nothing was saved. Did you mean optimiser.weight_decay?')
  })

  test.each<[string, Overrides['set'][number], string]>([
    ['a range with its unit', ['optimiser.learning_rate', 0], 'optimiser.learning_rate is 0; it must be a number above 0 and up to 1000000000 (per step).'],
    ['a whole number', ['task.modulus', 5.5], 'task.modulus is 5.5; it must be a whole number from 2 to 512.'],
    ['open ends', ['split.train_fraction', 1], 'split.train_fraction is 1; it must be a number above 0 and below 1.'],
    ['choices', ['precision', 'f16'], 'precision is "f16"; it must be "f32" or "f64".'],
    ['kinds', ['model.init.kind', 'ones'], 'model.init.kind is "ones"; it must be "torch_default", "normal", "normal_fan_in", "normal_width", "uniform", "haiku_default", "truncated_normal", "circle", "waves" or "file".'],
    ['an object', ['batch', 3], 'batch is 3; it must be an object whose kind is "full" or "minibatch".'],
    ['an entry of a list', ['model.hidden', [8, 0]], 'model.hidden.1 is 0; it must be a list of 1 to 16 entries, each a whole number from 1 to 8192 (neurons).'],
    ['truth', ['model.bias', 1], 'model.bias is 1; it must be true or false.'],
  ])('out of range is refused with %s', (_what, assignment, sentence) => {
    const error = refused(() => withSet(assignment))
    expect(error.code).toBe('bad-config')
    expect(error.message).toBe(`${sentence} Nothing was saved; correct it and try again.`)
  })

  test('a key that several kinds have is explained for the kind that stands there', () => {
    const sentence = (model: object): string => refused(() => configure({ ...base, model }, none)).message
    expect(sentence({ kind: 'factored_mlp', hidden: 0 })).toMatch(/^model.hidden is 0; it must be a whole number from 1 to 8192 \(neurons\)/)
    expect(sentence({ kind: 'transformer', activation: 'tanh' })).toMatch(/^model.activation is "tanh"; it must be "relu" or "gelu"\./)
    expect(sentence({ kind: 'transformer', inits: [{ parameters: 'embed', init: { kind: 'normal', scale: -1 } }] })).toMatch(/^model.inits.0.init.scale is -1; it must be a number from 0 to 100\./)
  })

  test('a missing key is named', () => {
    expect(refused(() => configure({ ...base, optimiser: { kind: 'adamw' } }, none)).message).toMatch(/^optimiser.learning_rate is missing; it must be a number above 0/)
  })

  test.each([[null], [3], [[]], ['x']])('%j is not a configuration', (value) => {
    expect(refused(() => configure(value, none)).code).toBe('bad-config')
  })
})
