import { describe, expect, test } from 'vitest'
import { referenceOps } from '../engine/ops/eager.ts'
import type { DifferentiableOps, Tensor } from '../engine/ops/ops.ts'
import { RunConfig, type RunConfigInput } from '../shared/schema/run-config.ts'
import type { NamedTensors } from '../shared/tensors.ts'
import { accuracy } from './evaluation.ts'
import { experimentOf } from './experiment.ts'
import type { Right } from './types.ts'

const config = (changes: Partial<RunConfigInput> = {}): RunConfig =>
  RunConfig.parse({
    task: { kind: 'modular_table', modulus: 5 },
    split: { train_fraction: 0.5 },
    model: { kind: 'mlp', hidden: [4], bias: true },
    optimiser: { kind: 'adamw', learning_rate: 0.01 },
    steps: 10,
    ...changes,
  })

/** Computes at once; inputs come from the experiment. */
function evaluateNow(experiment: ReturnType<typeof experimentOf>): Record<string, number> {
  const ops = referenceOps()
  const inputs: NamedTensors = { ...experiment.weights, ...experiment.data }
  const eager: DifferentiableOps = {
    ...ops,
    input: (name) => ops.constant(inputs[name]!),
    gradient: () => expect.fail('an evaluation needs no gradient'),
  }
  return Object.fromEntries(Object.entries(experiment.recordEvaluation(eager)).map(([name, tensor]) => [name, ops.value(tensor).data[0]!]))
}

describe('experiment', () => {
  test('tensors are named by place, the optimiser by slot and place', () => {
    const { weights, optimiser, data } = experimentOf(config())
    expect(Object.keys(weights)).toEqual(['layers.0.weight', 'layers.0.bias', 'layers.1.weight', 'layers.1.bias'])
    expect(Object.keys(optimiser)).toEqual(['m', 'v'].flatMap((slot) => Object.keys(weights).map((name) => `optimiser.${slot}.${name}`)))
    expect(Object.entries(data).map(([name, { shape }]) => `${name} ${shape.join('x')}`)).toEqual([
      'data.train.inputs 12x2',
      'data.train.answers 12',
      'data.test.inputs 13x2',
      'data.test.answers 13',
    ])
  })

  test('the data are the rows of the split, with their answers', () => {
    const { data } = experimentOf(config())
    for (const side of ['train', 'test']) {
      const tokens = data[`data.${side}.inputs`]!.data
      data[`data.${side}.answers`]!.data.forEach((label, i) => expect(label).toBe((tokens[2 * i]! + tokens[2 * i + 1]!) % 5))
    }
  })

  test('an f32 run starts from the rounded weights of its f64 twin', () => {
    const single = experimentOf(config({ precision: 'f32' })).weights['layers.0.weight']!.data
    const double = experimentOf(config({ precision: 'f64' })).weights['layers.0.weight']!.data
    expect(single).toBeInstanceOf(Float32Array)
    expect([...single]).toEqual([...double].map(Math.fround))
  })

  test('the seed moves the weights and not the split, the data seed the split and not the weights', () => {
    const key = (changes: Partial<RunConfigInput>): string[] => {
      const { weights, split } = experimentOf(config(changes))
      return [weights['layers.0.weight']!.data.join(), split.train.join()]
    }
    const [weights, split] = key({})
    expect(key({ seed: 1 })).toEqual([expect.not.stringMatching(`^${weights}$`), split])
    expect(key({ split: { train_fraction: 0.5, data_seed: 1 } })).toEqual([weights, expect.not.stringMatching(`^${split}$`)])
  })

  test('evaluation gives losses near log p at the start and accuracies in whole examples', () => {
    const experiment = experimentOf(config())
    const values = evaluateNow(experiment)
    expect(Object.keys(values)).toEqual(['train_loss', 'train_accuracy', 'test_loss', 'test_accuracy'])
    expect(values['train_loss']).toBeCloseTo(Math.log(5), 0)
    expect((values['train_accuracy']! * 12) % 1).toBeCloseTo(0, 12)
    expect((values['test_accuracy']! * 13) % 1).toBeCloseTo(0, 12)
  })

  const parity = { task: { kind: 'sparse_parity', bits: 6, relevant: 2, rows: 24 } } as const

  test('what is made small is told in two parts where it has two: with penalties the loss and what they add', () => {
    const linear = { task: { kind: 'linear_regression', rows: 20 }, split: { train_fraction: 0.1 }, model: { kind: 'linear', start: [1, 2, 3, 4] }, loss: { kind: 'mse', divisor: 0.002 } } as const
    const values = evaluateNow(experimentOf(config({ ...linear, penalties: [{ kind: 'l2', strength: 2 }, { kind: 'l1', strength: 1 }], precision: 'f64' })))
    expect(values['data_fit']).toBe(values['train_loss'])
    expect(values['complexity']).toBeCloseTo(1 + 4 + 9 + 16 + 10, 12)
    expect(Object.keys(evaluateNow(experimentOf(config(linear))))).toHaveLength(4)
  })

  test('and of a model with an objective of its own its data fit and its complexity', () => {
    const values = evaluateNow(experimentOf(config({ ...parity, model: { kind: 'gp_classification', inducing: 5 }, loss: { kind: 'own' } })))
    expect(values['data_fit']).toBe(values['train_loss'])
    expect(values['complexity']).toBeCloseTo(0, 6)
    expect(values['train_accuracy']).toBe(0) // outputs of 0 have no sign
  })

  test('a model and a loss that do not go together are refused in words', () => {
    expect(() => experimentOf(config({ loss: { kind: 'own' } }))).toThrow(/mlp has no likelihood of its own; choose a loss/)
    expect(() => experimentOf(config({ ...parity, model: { kind: 'gp_classification', inducing: 5 }, loss: { kind: 'hinge' } }))).toThrow(/gp classification is trained by its own likelihood.*set loss.kind to own/)
    expect(() => experimentOf(config({ ...parity, model: { kind: 'gp_regression' }, loss: { kind: 'own' }, batch: { kind: 'minibatch', size: 4 } }))).toThrow(/all examples together; set batch.kind to full/)
    expect(() => experimentOf(config({ ...parity, model: { kind: 'gp_classification', inducing: 13 }, loss: { kind: 'own' } }))).toThrow(/13 of 12 training examples/)
  })

  test('an unknown measure is refused with the known ones', () => {
    expect(() => experimentOf(config({ measures: ['weight_nrom'] }))).toThrow(/no measure "weight_nrom".*weight_norm, fourier_power/)
  })
})

describe('accuracy', () => {
  const ops = referenceOps()
  const of = (rows: number[][], answers: number[]): number => {
    const logits: Tensor = ops.constant({ shape: [rows.length, rows[0]!.length], dtype: 'f32', data: Float32Array.from(rows.flat()) })
    return ops.value(accuracy(ops, logits, { kind: 'classes', labels: ops.constant({ shape: [answers.length], dtype: 'i32', data: Int32Array.from(answers) }) })).data[0]!
  }

  test('is the share of largest logits at the answer', () => {
    expect(of([[1, 2], [3, 0], [0, 1]], [1, 0, 0])).toBe(2 / 3)
  })

  test('is exactly 1 when all are right, for any number of examples', () => {
    for (const n of [3, 49, 1392]) expect(of(Array.from({ length: n }, () => [0, 1]), Array.from({ length: n }, () => 1))).toBe(1)
  })

  const numbers = (...rows: number[][]) => ops.constant({ shape: [rows.length, rows[0]!.length], dtype: 'f64', data: Float64Array.from(rows.flat()) })
  const ofNumbers = (outputs: number[][], targets: number[][], right: Right): number =>
    ops.value(accuracy(ops, numbers(...outputs), { kind: 'targets', targets: numbers(...targets), right })).data[0]!

  test('of numbers counts the examples within the tolerance of the mean squared error', () => {
    expect(ofNumbers([[1, 1], [1, 1.5], [0, 0]], [[1, 1.1], [1, 1], [0, 0]], { kind: 'within', tolerance: 0.01 })).toBe(2 / 3)
  })

  test('by sign wants the sign of every output, and zero has none', () => {
    expect(ofNumbers([[2, -3], [2, 3], [0, -1], [-1, -1]], [[1, -1], [1, -1], [0, -1], [-9, -0.1]], { kind: 'sign' })).toBe(0.5)
  })

  test('by nearest choice wants the choice that is nearest to the target', () => {
    const choices = { shape: [3, 2], dtype: 'f64', data: Float64Array.of(0, 0, 1, 0, 0, 5) } as const
    expect(ofNumbers([[0.6, 0], [0.4, 0], [0, 2.6]], [[1, 0], [1, 0], [0, 5]], { kind: 'nearest', choices })).toBe(2 / 3)
  })
})
