import { describe, expect, test } from 'vitest'
import { everyExecutor, going, isDeterministic } from '../../engine/executors/testing/every-executor.ts'
import { interpret } from '../../engine/program/interpret.ts'
import { optimise } from '../../engine/program/optimise.ts'
import { record } from '../../engine/program/record.ts'
import { totalCost } from '../../engine/program/schedule/cost.ts'
import { programCosts } from '../../engine/program/schedule/program-cost.ts'
import { experimentOf } from '../../science/experiment.ts'
import { mlp } from '../../science/models/mlp.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { jobOf } from './compile.ts'

const config = (model: object, more: object = {}): RunConfig =>
  RunConfig.parse({
    task: { kind: 'modular_table', modulus: 5 },
    split: { train_fraction: 0.5 },
    model,
    optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 },
    precision: 'f64',
    steps: 10,
    ...more,
  })

/** Everything after one update, by name. */
function after(run: RunConfig) {
  const experiment = experimentOf(run)
  return { experiment, out: interpret(record((ops) => experiment.recordStep(ops)), { ...experiment.weights, ...experiment.optimiser, ...experiment.data }, 1) }
}

describe('one layer of attention from tables', () => {
  const nanda = (form: string) =>
    config({ kind: 'transformer', form }, { task: { kind: 'modular_table', modulus: 113 }, split: { train_fraction: 0.3 }, precision: 'f32' })

  test('costs less than a third of the plain form in Nanda’s run: 3.8 GFLOP of products a step against 13.9', () => {
    const costs = (form: string) => programCosts(optimise(record((ops) => experimentOf(nanda(form)).recordStep(ops))))
    const all = (form: string): number => totalCost(costs(form)).flop
    expect(all('plain') / all('tables')).toBeGreaterThan(3)
    // Of an example: neurons, output of the heads and unembedding; plain, all of a block at three places. Twice as much backwards.
    const products = (form: string): number => totalCost(costs(form).filter(({ operation }) => operation === 'matmul')).flop
    const perStep = (multiplications: number): number => 6 * 3830 * multiplications
    expect(products('tables') / perStep(2 * 128 * 512 + 128 * 128 + 128 * 113)).toBeCloseTo(1, 1)
    expect(products('plain') / perStep(3 * (4 * 128 * 128 + 2 * 128 * 512) + 128 * 113)).toBeCloseTo(1, 1)
  })

  test.each([1, 2])('%d layers: one update moves every weight as the plain form does', (layers) => {
    const model = { kind: 'transformer', layers, d_model: 8, heads: 2, d_mlp: 6, norm: layers === 2 ? 'post' : 'none' }
    const sgd = { optimiser: { kind: 'sgd', learning_rate: 1 } }
    const [tables, plain] = ['tables', 'plain'].map((form) => after(config({ ...model, form }, sgd)).out)
    for (const [name, { data }] of Object.entries(plain!)) data.forEach((w, i) => expect(tables![name]!.data[i]).toBeCloseTo(w, 11))
  })
})

describe('products of the embedding that are looked up', () => {
  const model = { kind: 'mlp', embedding: { width: 4, tables: 'separate' }, hidden: [3], activation: 'tanh' }

  test.each(['concat', 'sum', 'sum_of_layers'])('%s: move every weight as products formed for each example do', (combine) => {
    const run = config({ ...model, embedding: { ...model.embedding, combine } }, { split: { train_fraction: 0.6 }, optimiser: { kind: 'sgd', learning_rate: 1 } })
    const { experiment, out } = after(run) // 15 examples of 5 symbols
    const names = Object.keys(experiment.weights)
    const [rows = 0] = experiment.data['data.train.inputs']!.shape
    // One example at a time is fewer than the symbols.
    const gradientOf = (row: number) => {
      const program = record((ops) => {
        const weights = Object.fromEntries(experiment.parameters.map(({ name, shape }) => [name, ops.input(name, shape, 'f64')]))
        const pair = ops.slice(ops.input('data.train.inputs', [rows, 2], 'i32'), [row, 0], [1, 2])
        const answer = ops.slice(ops.input('data.train.answers', [rows], 'i32'), [row], [1])
        if (run.model.kind !== 'mlp') expect.fail('the model is an MLP')
        const logits = mlp.outputs(ops, run.model, { inputs: { kind: 'tokens', columns: 2, vocabulary: 5 }, outputs: 5 }, weights, pair)
        const gradients = ops.gradient(ops.sum(ops.crossEntropy(logits, answer)), names.map((name) => weights[name]!))
        return Object.fromEntries(names.map((name, i) => [name, gradients[i]!]))
      })
      return interpret(program, { ...experiment.weights, ...experiment.data }, 1)
    }
    const gradients = Array.from({ length: rows }, (_, row) => gradientOf(row))
    for (const name of names) {
      experiment.weights[name]!.data.forEach((w, i) => expect(out[name]!.data[i]).toBeCloseTo(w - gradients.reduce((sum, gradient) => sum + gradient[name]!.data[i]!, 0) / rows, 11))
    }
  })
})

describe('weights that no update moves', () => {
  const model = { kind: 'factored_mlp', embedding: { kind: 'circle' }, hidden: 5 }

  test('have no optimiser state, stay to the bit, and the rest moves', () => {
    const { experiment, out } = after(config(model, { noise: { scale: 0.1 }, penalties: [{ kind: 'l2', strength: 1 }], constraint: { kind: 'constant_norm' } }))
    expect(Object.keys(experiment.optimiser)).toEqual(['m', 'v'].flatMap((slot) => ['layers.0.weight', 'layers.1.weight'].map((name) => `optimiser.${slot}.${name}`)))
    expect([...out['embed.weight']!.data]).toEqual([...experiment.weights['embed.weight']!.data])
    for (const name of ['layers.0.weight', 'layers.1.weight']) expect(out[name]!.data.join()).not.toBe(experiment.weights[name]!.data.join())
    const length = (name: string, from: typeof out): number => Array.from(from[name]!.data).reduce((s, w) => s + w * w, 0)
    const trained = ['layers.0.weight', 'layers.1.weight']
    expect(trained.reduce((s, name) => s + length(name, out), 0)).toBeCloseTo(trained.reduce((s, name) => s + length(name, experiment.weights), 0), 10)
  })

  test.each(everyExecutor.flatMap(({ executor }) => (executor !== null && isDeterministic(executor) ? [[executor.name, executor] as const] : [])))('%s: stay through many steps of a session', async (_, executor) => {
    const experiment = experimentOf(config(model))
    const session = await executor.compile(jobOf(experiment, { step: 0, weights: experiment.weights, optimiser: experiment.optimiser }, 1))
    expect(await session.advance(5, going)).toEqual({ steps: 5, end: 'done' })
    const read = await session.read(['embed.weight', 'layers.0.weight'])
    expect([...read['embed.weight']!.data]).toEqual([...experiment.weights['embed.weight']!.data])
    expect(read['layers.0.weight']!.data.join()).not.toBe(experiment.weights['layers.0.weight']!.data.join())
    session.dispose()
  })
})
