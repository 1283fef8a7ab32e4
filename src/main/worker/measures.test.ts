import { describe, expect, test, vi } from 'vitest'
import { findExecutor } from '../../engine/executors/installed.ts'
import { going } from '../../engine/executors/testing/every-executor.ts'
import type { Executor } from '../../engine/executors/executor.ts'
import { experimentOf } from '../../science/experiment.ts'
import { clockPizza } from '../../science/measures/clock-pizza.ts'
import { effectiveSparsity } from '../../science/measures/effective-sparsity.ts'
import { frequencyPower } from '../../science/measures/frequency-power.ts'
import { gradientMeasure, gradientOf } from '../../science/measures/gradient.ts'
import { embeddings, gradientCosines } from '../../science/measures/gradient-symmetry.ts'
import { groupRepresentations } from '../../science/measures/group-representations.ts'
import { measures } from '../../science/measures/index.ts'
import { irrepsOf } from '../../science/measures/irreps/irreps.ts'
import { margins } from '../../science/measures/margins.ts'
import { neuralCollapse } from '../../science/measures/neural-collapse.ts'
import { neuronActivations } from '../../science/measures/neuron-activations.ts'
import { predictions } from '../../science/measures/predictions.ts'
import { restrictedExcluded } from '../../science/measures/restricted-excluded.ts'
import { slingshot } from '../../science/measures/slingshot.ts'
import { fiveSecondGrok } from '../../science/presets/five-second-grok.ts'
import { groupOf } from '../../science/tasks/groups.ts'
import type { MeasureInput } from '../../science/types.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import type { HostTensor } from '../../shared/tensors.ts'
import { jobOf } from './compile.ts'
import { measureInput } from './measure-input.ts'
import { moved, runToMeasure } from './testing/run-to-measure.ts'

vi.setConfig({ testTimeout: 60_000 })

const found = await findExecutor('native')
const native: { executor?: Executor } = 'executor' in found ? { executor: found.executor } : {}
const table = (modulus: number, more: object = {}) => ({ task: { kind: 'modular_table', modulus, ...more } })
const tensor = (rows: number, columns: number, value: (row: number, column: number) => number): HostTensor => ({
  shape: [rows, columns], dtype: 'f64', data: Float64Array.from({ length: rows * columns }, (_, i) => value(Math.floor(i / columns), i % columns)),
})

/** One run of each kind that measures tell apart. */
const kinds: Readonly<Record<string, object>> = {
  'one-hot MLP': { model: { kind: 'mlp', hidden: [6], activation: 'quadratic' } },
  'closed form of Gromov': { ...table(11), model: { kind: 'mlp', hidden: [40], activation: 'quadratic', init: { kind: 'waves' } }, loss: { kind: 'mse' } },
  'deep MLP with an embedding': { model: { kind: 'mlp', embedding: { width: 4 }, hidden: [6, 5] } },
  'factored MLP': { ...table(7, { ordered: false }), model: { kind: 'factored_mlp', embedding: { kind: 'learned', width: 5 }, hidden: 4 } },
  transformer: { model: { kind: 'transformer', d_model: 8, heads: 2, d_mlp: 6 } },
  product: table(7, { operator: 'multiply' }),
  'group of 6': { task: { kind: 'group_table', group: 'symmetric', n: 3 }, model: { kind: 'mlp', embedding: { width: 4, tables: 'separate' }, hidden: [6] } },
  'sparse parity': { task: { kind: 'sparse_parity', bits: 6, rows: 40 }, model: { kind: 'mlp', input: 'features', hidden: [8] }, loss: { kind: 'hinge' } },
  'deep transformer with dropout': { model: { kind: 'transformer', layers: 2, d_model: 8, heads: 2, d_mlp: 6, norm: 'post', biases: 'all', dropout: 0.2 } },
  'cyclic group': { task: { kind: 'group_table', group: 'cyclic', n: 8, form: 'conjugate' } },
  'alternating group': { task: { kind: 'group_table', group: 'alternating', n: 4, form: 'aba' } },
  'concealed table': { task: { kind: 'concealed_table', modulus: 5, noise_bits: 3, rows: 40 }, model: { kind: 'mlp', input: 'features', hidden: [8] } },
  'linear regression': { task: { kind: 'linear_regression', rows: 20 }, model: { kind: 'linear', start: [0.0005, 0.9, 0.9, 0.9] }, loss: { kind: 'mse' }, penalties: [{ kind: 'l2', strength: 2 }], optimiser: { kind: 'sgd', learning_rate: 1e-3 } },
  'diagonal linear': { task: { kind: 'sparse_linear', inputs: 8, rows: 20 }, model: { kind: 'diagonal_linear', depth: 3, alpha: 0.5 }, loss: { kind: 'logistic' } },
  'matrix completion': { task: { kind: 'matrix_completion', size: 5 }, model: { kind: 'matrix_completion', alpha: 0.5 }, loss: { kind: 'mse' } },
  committee: { task: { kind: 'polynomial_regression', inputs: 4, rows: 20 }, model: { kind: 'committee', neurons: 6, alpha: 3 }, loss: { kind: 'mse' } },
  'Gaussian process of numbers': { task: { kind: 'noisy_sine', rows: 12 }, model: { kind: 'gp_regression', length_scale: 0.1 }, loss: { kind: 'own' } },
  'Gaussian process of signs': { task: { kind: 'sparse_parity', bits: 6, relevant: 2, rows: 24 }, model: { kind: 'gp_classification', inducing: 7 }, loss: { kind: 'own' } },
  'Bayesian MLP': { task: { kind: 'sparse_parity', bits: 6, relevant: 2, rows: 24 }, model: { kind: 'bayesian_mlp', hidden: [5], activation: 'tanh' }, loss: { kind: 'own' } },
  'two heads': { task: { kind: 'two_head', covariates: 3, people: 10 }, model: { kind: 'two_head', trunk: [5], heads: [4], activation: 'tanh' }, loss: { kind: 'mse' } },
  'StableMax in f32': { loss: { kind: 'stable_max' }, precision: 'f32' },
  'half precision': { loss: { kind: 'cross_entropy', form: 'plain', softmax_precision: 'f16' }, precision: 'f32' },
  'toy addition': { task: { kind: 'toy_addition' }, model: { kind: 'mlp', embedding: { width: 2, combine: 'sum' }, hidden: [6] }, loss: { kind: 'mse' } },
}
const runs = new Map(Object.entries(kinds).map(([name, config]) => {
  const { weights } = runToMeasure({ config })
  return [name, runToMeasure({ config, ...native, weights: moved(weights, 0.02), previous: weights })]
}))
const run = (name: string): MeasureInput => runs.get(name)!

describe('every measure', () => {
  test.each(measures.map((measure) => [measure.id, measure] as const))('%s fits some run, computes series that its card lists, and says what others lack', async (_id, measure) => {
    const fitting: string[] = []
    for (const [name, input] of runs) {
      if (measure.cost === 'c' && fitting.length > 1) break // they are long
      const lack = measure.lacks(input)
      if (lack !== null) {
        expect(lack).toMatch(/^[A-Z0-9].*\.$/)
        continue
      }
      fitting.push(name)
      const values = await measure.compute(input)
      const stem = (series: string): string => (measure.series.includes(series) ? series : series.replace(/\..*$/, '.*'))
      expect([...measure.series], `${measure.id} of ${name}`).toEqual(expect.arrayContaining([...new Set(Object.keys(values).map(stem))]))
      expect(Object.values(values).every(Number.isFinite)).toBe(true)
      for (const { shape, data } of Object.values((await measure.arrays?.(input)) ?? {})) expect(data).toHaveLength(shape.reduce((n, d) => n * d, 1))
    }
    expect(fitting.length).toBeGreaterThan(0)
  })

  test('in class a answers at once', () => {
    for (const measure of measures.filter(({ cost }) => cost === 'a')) {
      for (const input of runs.values()) if (measure.lacks(input) === null) expect(measure.compute(input)).not.toBeInstanceOf(Promise)
    }
  })
})

test.skipIf(native.executor === undefined)('classes come together on the plateau of the five-second grok: tr Σ_W / tr Σ_B is 31, 3.2, 2.4 and 1.8 at the steps 0, 40, 100 and 200, as measured elsewhere', async () => {
  const experiment = experimentOf(RunConfig.parse(fiveSecondGrok.config))
  const session = await native.executor!.compile(jobOf(experiment, { step: 0, weights: experiment.weights, optimiser: experiment.optimiser }, 1))
  const tools = { executor: native.executor!, numerics: native.executor!.numerics!, programs: new Map() }
  for (const [step, elsewhere] of [[0, 31], [40, 3.2], [100, 2.4], [200, 1.8]] as const) {
    await session.advance(step - session.stepsDone, going)
    const weights = await session.read(Object.keys(experiment.weights))
    const { within_between: ratio } = await neuralCollapse.compute(measureInput(experiment, { step, weights }, tools))
    expect(Math.abs(ratio! / elsewhere - 1), `step ${step}`).toBeLessThan(0.1)
  }
  expect(await session.evaluate()).toMatchObject({ train_accuracy: 1, test_accuracy: expect.closeTo(0, 2) as number })
  session.dispose()
})

test('the embedding of a transformer is read without its sign =', () => {
  const { weights } = run('transformer')
  expect(weights['embed.weight']?.shape).toEqual([8, 8])
  expect(frequencyPower.lacks(run('transformer'))).toBeNull()
  expect(Object.keys(frequencyPower.compute(run('transformer'))).filter((name) => name.startsWith('frequency_power.'))).toHaveLength(3)
})

describe('Gromov’s closed form', () => {
  const input = run('closed form of Gromov')
  const exact = runToMeasure({ config: { ...table(11), model: { kind: 'mlp', hidden: [400], activation: 'quadratic', init: { kind: 'waves' } }, loss: { kind: 'mse' } }, ...native })

  test('has neurons whose activations are 4/5 one frequency: 2 cos cos of variance 1 beside two cos² of 1/8', async () => {
    const { 'activation_share.hidden.0': share } = await neuronActivations.compute(runToMeasure({ config: kinds['closed form of Gromov']!, ...native }))
    expect(share).toBeCloseTo(0.8, 10)
    expect((await neuronActivations.compute(input))['alive_neurons.hidden.0']).toBe(40)
  })

  test('answers every pair, by waves of the sum and of nothing else', async () => {
    expect((await predictions.compute(exact))['table_accuracy']).toBe(1)
    const { logit_fve: explained } = await restrictedExcluded.compute(exact, { frequencies: [1, 2, 3, 4, 5] })
    expect(explained).toBeGreaterThan(0.8)
  })
})

test.each([{ kind: 'cross_entropy', divisor: 7 }, { kind: 'mse', divisor: 3 }, { kind: 'stable_max' }])('with $kind, restricted and excluded losses are those of the run where nothing is taken away', async (loss) => {
  const input = runToMeasure({ config: { loss }, ...native })
  const { whole } = await input.compute.run('loss', (ops) => ({ whole: input.network.loss(ops, input.network.weights(ops), input.network.side(ops, 'train')) }))
  expect((await restrictedExcluded.compute(input, { frequencies: [] }))['excluded_loss']).toBeCloseTo(whole!.data[0]!, 12)
})

describe('gradient symmetricity', () => {
  test('of a network that adds its embeddings is 1', async () => {
    const input = runToMeasure({ config: { model: { kind: 'mlp', embedding: { width: 4, combine: 'sum' }, hidden: [6] } }, ...native })
    expect((await clockPizza.compute(input))['gradient_symmetricity']).toBeCloseTo(1, 12)
  })

  test.each(['transformer', 'factored MLP'])('of a %s are the cosines of gradients taken one triple at a time', async (name) => {
    const input = name === 'transformer' ? run(name) : runToMeasure({ config: { ...kinds[name], model: { kind: 'factored_mlp', embedding: { kind: 'learned', width: 5 }, hidden: 4, tied_hidden: false } }, ...native })
    expect(embeddings(input)).toEqual(['embed.weight'])
    const triples = [[0, 3, 5], [6, 2, 1], [4, 5, 0], [1, 0, 2]] as const
    const cosines = await gradientCosines(input, triples)
    for (const [t, [a, b, c]] of triples.entries()) {
      const { gradient } = await input.compute.run(`one triple ${a} ${b} ${c}`, (ops) => {
        const weights = input.network.weights(ops)
        const outputs = input.network.outputs(ops, weights, ops.constant({ shape: [1, 2], dtype: 'i32', data: Int32Array.of(a, b) }))
        return { gradient: ops.gradient(ops.reshape(ops.slice(outputs, [0, c], [1, 1]), []), [weights['embed.weight']!])[0]! }
      })
      const d = gradient!.shape[1]!
      const row = (x: number) => [...gradient!.data.subarray(x * d, (x + 1) * d)]
      const dot = (x: number[], y: number[]) => x.reduce((sum, each, i) => sum + each * y[i]!, 0)
      expect(cosines[t]).toBeCloseTo(dot(row(a), row(b)) / Math.sqrt(dot(row(a), row(a)) * dot(row(b), row(b))), 10)
    }
  })
})

describe('update and gradient', () => {
  test('after a step of plain gradient descent the update goes down, and its curvature is that of the loss', async () => {
    const before = runToMeasure(native)
    const gradient = await gradientOf(before)
    const weights = Object.fromEntries(Object.entries(before.weights).map(([name, { shape, dtype, data }]) => [name, { shape, dtype, data: data.map((w, i) => w - 0.1 * gradient[name]!.data[i]!) }]))
    const now = runToMeasure({ ...native, weights, previous: before.weights })
    const { update_norm: size } = await gradientMeasure.compute(now)
    expect(size).toBeCloseTo(0.1 * (await gradientMeasure.compute(before))['gradient_norm']!, 12)
    const values = await slingshot.compute(now)
    expect(values['feature_change.hidden.0']).toBeGreaterThan(0)
    expect(values['initial_cosine_distance']).toBeGreaterThan(0)
    // One more power of the same weights: nothing has changed.
    expect((await slingshot.compute(runToMeasure({ ...native, previous: before.weights })))['feature_change.hidden.0']).toBe(0)
  })

  test('scaling all weights is naive loss minimisation: cosine 1', async () => {
    const { weights } = runToMeasure()
    const larger = Object.fromEntries(Object.entries(weights).map(([name, { shape, dtype, data }]) => [name, { shape, dtype, data: data.map((w) => 1.01 * w) }]))
    const { update_cosine: update } = await gradientMeasure.compute(runToMeasure({ ...native, weights: larger, previous: weights }))
    expect(update).toBeCloseTo(1, 12)
  })
})

describe('sparse parity with two good neurons', () => {
  /** The product of two bits is |x₁ + x₂| − 1, two rectified neurons and a constant. Others are small and in the way. */
  const config = { task: { kind: 'sparse_parity', bits: 4, relevant: 2, rows: 64 }, model: { kind: 'mlp', input: 'features', hidden: [6], activation: 'relu', bias: true }, loss: { kind: 'hinge' } }
  const weights = {
    'layers.0.weight': tensor(4, 6, (i, j) => (j === 1 ? (i < 2 ? 2 : 0) : j === 4 ? (i < 2 ? -2 : 0) : 0.1 * Math.sin(i + 3 * j))),
    'layers.0.bias': { shape: [6], dtype: 'f64', data: new Float64Array(6) },
    'layers.1.weight': tensor(6, 1, (j) => (j === 1 || j === 4 ? 1 : 0.1)),
    'layers.1.bias': { shape: [1], dtype: 'f64', data: Float64Array.of(-2) },
  } as const
  const input = runToMeasure({ config, weights, ...native })

  test.each(['binary', 'linear'])('has effective sparsity 2, by %s search', async (search) => {
    expect(await effectiveSparsity.compute(input, { search })).toMatchObject({ effective_sparsity: 2, generalising_train_accuracy: 1, generalising_test_accuracy: 1 })
    expect((await effectiveSparsity.compute(input, { search }))['memorising_test_accuracy']).toBeLessThan(0.8)
  })

  test('has margins of both signs of the answer', async () => {
    const values = await margins.compute(input)
    expect(values['margin_min']).toBeGreaterThan(1)
    const quantiles = ['1', '5', '25', '50', '75', '95', '99'].map((q) => values[`margin_quantile.${q}`]!)
    expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b))
    expect(quantiles[0]).toBeGreaterThanOrEqual(values['margin_min']!)
    expect(quantiles.at(-1)).toBeLessThanOrEqual(values['margin_max']!)
    expect(values['test_margin_quantile.50']).toBeGreaterThan(0)
  })
})

describe('representations of a group', () => {
  /** A network whose outputs are tr(ρ(x y) ρ(z⁻¹)), given by a hidden layer of one neuron a pair: its notes and outputs are replaced. */
  const group = groupOf('symmetric', 3)
  const { order: n } = group
  const irreps = irrepsOf('symmetric', 3)
  const traces = (name: string) => {
    const { dimension: d, matrices } = irrepsOf('symmetric', 3).find((each) => each.name === name)!
    return (l: number, z: number): number => Array.from({ length: d * d }, (_, e) => matrices[l * d * d + e]! * matrices[z * d * d + e]!).reduce((sum, x) => sum + x, 0)
  }
  const answering = (value: (l: number, z: number) => number): MeasureInput => {
    const input = run('group of 6')
    const outputs = tensor(n * n, n, (pair, z) => value(group.multiply(Math.floor(pair / n), pair % n), z))
    const features = tensor(n * n, 3, (pair, j) => value(group.multiply(Math.floor(pair / n), pair % n), j))
    return { ...input, compute: { ...input.compute, run: () => Promise.resolve({ outputs, 'note features': features }) } }
  }

  test('outputs made of one have similarity 1 with it, and 0 with the others', async () => {
    expect(irreps.map(({ name }) => name)).toEqual(['trivial', 'standard', 'sign'])
    const values = await groupRepresentations.compute(answering((l, z) => 3 * traces('standard')(l, z) + 5))
    expect(values['logit_similarity.standard']).toBeCloseTo(1, 12)
    expect(values['logit_similarity.sign']).toBeCloseTo(0, 12)
    expect(values['key_representations']).toBe(1)
    expect(values['hidden_share.standard']).toBeCloseTo(1, 12)
    // Without it every class is as likely: log 6.
    expect(values['group_excluded_loss']).toBeCloseTo(Math.log(6), 12)
    expect(values['group_excluded_loss.sign']).toBeCloseTo(values['group_restricted_train_loss']!, 12)
  })

  test('two parts have the squares of their cosines for sum 1', async () => {
    const values = await groupRepresentations.compute(answering((l, z) => traces('standard')(l, z) + 2 * traces('sign')(l, z)))
    expect(values['logit_similarity.standard']! ** 2 + values['logit_similarity.sign']! ** 2).toBeCloseTo(1, 12)
    expect(values['logit_similarity.sign']).toBeCloseTo(2 / Math.sqrt(5), 12)
  })

  test('shares of embedding and unembedding over all irreps add up to 1', async () => {
    const values = await groupRepresentations.compute(run('group of 6'))
    for (const part of ['embedding_share', 'unembedding_share']) {
      expect(irreps.reduce((sum, { name }) => sum + values[`${part}.${name}`]!, 0)).toBeCloseTo(1, 12)
    }
  })

  test('a neuron whose weights are the signs of the elements belongs to the sign alone, and elements of one class have one number', async () => {
    const sign = irreps.find(({ name }) => name === 'sign')!.matrices
    const input = run('group of 6')
    const weights = { ...input.weights, 'embed.0.weight': tensor(n, 4, (g, j) => (j === 0 ? sign[g]! : j === 1 ? 1 : 0)), 'layers.0.weight': tensor(8, 6, (row, j) => (row === 0 && j !== 3) || (row === 1 && j === 3) ? 2 : 0) }
    const { neuron_shares: shares, element_class: classes } = await groupRepresentations.arrays!({ ...input, weights })
    expect(shares!.shape).toEqual([2, 6, 3])
    expect([...shares!.data.slice(0, 3)]).toEqual([0, 0, 1].map((x) => expect.closeTo(x, 12)))
    expect([...shares!.data.slice(9, 12)]).toEqual([1, 0, 0].map((x) => expect.closeTo(x, 12)))
    expect([0, 1, 2].map((c) => classes!.data.filter((each) => each === c).length).sort()).toEqual([1, 2, 3])
  })
})

describe('neural collapse', () => {
  const K = 7
  const corner = (c: number, j: number): number => (c === j ? 1 : 0) - 1 / K
  const config = { model: { kind: 'mlp', hidden: [K] } }
  const plain = runToMeasure({ config, ...native })
  const labels = plain.examples.answers.values.data
  /** A network whose last layer is a simplex and reads these features; it answers right. */
  const collapsed = (features: HostTensor): MeasureInput => {
    const input = runToMeasure({ config, weights: { 'layers.0.weight': tensor(14, K, () => 0), 'layers.1.weight': tensor(K, K, corner) }, ...native })
    const outputs = tensor(49, K, (row, c) => corner(labels[row]!, c))
    return { ...input, compute: { ...input.compute, run: (key, ...rest) => (key.startsWith('forward') ? Promise.resolve({ outputs, 'note features': features }) : input.compute.run(key, ...rest)) } }
  }

  test('of a network that has collapsed: everything is 0', async () => {
    const values = await neuralCollapse.compute(collapsed(tensor(49, K, (row, j) => 2 + corner(labels[row]!, j))), { samples: 'all' })
    for (const name of ['within_between', 'nc1', 'nc2_weights', 'nc2_equinorm', 'nc2_equiangle', 'nc3', 'nc4']) expect(values[name], name).toBeCloseTo(0, 7)
  })

  test('class means about the mean of all, and how far samples lie from them', async () => {
    const delta = 0.3
    const { class_means: means, class_radius: radius, classes } = await neuralCollapse.arrays!(collapsed(tensor(49, K, (row, j) => 2 + corner(labels[row]!, j) + delta * corner(Math.floor(row / K), j))), { samples: 'all' })
    expect(means!.shape).toEqual([K, K])
    means!.data.forEach((x, i) => expect(x).toBeCloseTo(corner(Math.floor(i / K), i % K), 12))
    for (const r of radius!.data) expect(r).toBeCloseTo(delta * Math.sqrt((K - 1) / K), 12)
    expect([...classes!.data]).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  test('NC1 of equal noise in every direction is that noise over the spread of the means', async () => {
    // The seven samples of a class are off its corner by δ along an axis each, less the mean of that: Σ_W = (δ²/K)(I − 11ᵀ/K).
    const delta = 0.3
    const values = await neuralCollapse.compute(collapsed(tensor(49, K, (row, j) => corner(labels[row]!, j) + delta * corner(Math.floor(row / K), j))), { samples: 'all' })
    // Σ_B = (1/K)(I − 11ᵀ/K): both have K − 1 values, so that tr(Σ_W Σ_B⁺)/K = δ² (K − 1)/K.
    expect(values['nc1']).toBeCloseTo((delta ** 2 * (K - 1)) / K, 12)
    expect(values['within_between']).toBeCloseTo(delta ** 2, 12)
    expect(values['nc4']).toBe(0)
  })

  test('NC4 counts samples that are nearer to another mean: all where they are past half of the way', async () => {
    // Every class has one sample far over at the next corner; its mean stays near its own.
    const values = await neuralCollapse.compute(collapsed(tensor(49, K, (row, j) => corner(row < K ? (labels[row]! + 1) % K : labels[row]!, j))), { samples: 'all' })
    expect(values['nc4']).toBeCloseTo(1 / K, 12)
  })
})
