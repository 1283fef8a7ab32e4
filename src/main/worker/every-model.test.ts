import { describe, expect, test } from 'vitest'
import { everyExecutor, going } from '../../engine/executors/testing/every-executor.ts'
import { ReferenceExecutor } from '../../engine/executors/reference/reference-executor.ts'
import type { Executor } from '../../engine/executors/executor.ts'
import { experimentOf } from '../../science/experiment.ts'
import { models } from '../../science/models/index.ts'
import { RunConfig, type RunConfigInput } from '../../shared/schema/run-config.ts'
import { jobOf } from './compile.ts'

const residues = { kind: 'modular_table', modulus: 5 } as const
const parity = { kind: 'sparse_parity', bits: 6, relevant: 2, rows: 24 } as const
const sine = { kind: 'noisy_sine', rows: 12 } as const

type Small = Pick<RunConfigInput, 'task' | 'model'> & Partial<RunConfigInput>

/** A small run of every kind, and of the choices that make other programs. */
const runs: Readonly<Record<string, Small>> = {
  mlp: { task: residues, model: { kind: 'mlp', hidden: [6, 4], activation: 'tanh', bias: true, output_scale: 2 } },
  'mlp with dropout': { task: residues, model: { kind: 'mlp', hidden: [8], activation: 'tanh', dropout: 0.3 } },
  'mlp of deep linear layers': { task: { kind: 'linear_teacher_student', inputs: 5, rows: 12 }, model: { kind: 'mlp', input: 'features', hidden: [4, 4, 4], activation: 'identity' }, loss: { kind: 'mse', divisor: 0.5 } },
  factored_mlp: { task: residues, model: { kind: 'factored_mlp', embedding: { kind: 'learned', width: 6 }, hidden: 4, activation: 'gelu' } },
  transformer: { task: residues, model: { kind: 'transformer', d_model: 8, heads: 2, d_mlp: 6, activation: 'gelu' } },
  'transformer with dropout everywhere': { task: residues, model: { kind: 'transformer', layers: 2, d_model: 8, heads: 2, d_mlp: 6, activation: 'gelu', norm: 'post', biases: 'all', dropout: 0.2, dropout_at: 'everywhere' } },
  'transformer of one layer with dropout': { task: residues, model: { kind: 'transformer', d_model: 8, heads: 2, d_mlp: 6, activation: 'gelu', dropout: 0.2, dropout_at: 'everywhere' } },
  linear: { task: { kind: 'linear_regression', rows: 20 }, model: { kind: 'linear', start: [0.0005, 0.9, 0.9, 0.9] }, loss: { kind: 'mse', divisor: 0.002 }, penalties: [{ kind: 'l2', strength: 2 }], optimiser: { kind: 'sgd', learning_rate: 1e-3 } },
  diagonal_linear: { task: { kind: 'sparse_linear', inputs: 8, rows: 20 }, model: { kind: 'diagonal_linear', depth: 3, alpha: 0.5 }, loss: { kind: 'logistic' } },
  matrix_completion: { task: { kind: 'matrix_completion', size: 5 }, model: { kind: 'matrix_completion', alpha: 0.5 }, loss: { kind: 'mse' } },
  committee: { task: { kind: 'polynomial_regression', inputs: 4, rows: 20 }, model: { kind: 'committee', neurons: 6, alpha: 3 }, loss: { kind: 'mse' } },
  gp_regression: { task: sine, model: { kind: 'gp_regression', length_scale: 0.1 }, loss: { kind: 'own' } },
  gp_classification: { task: parity, model: { kind: 'gp_classification', inducing: 7 }, loss: { kind: 'own' } },
  bayesian_mlp: { task: parity, model: { kind: 'bayesian_mlp', hidden: [5], activation: 'tanh' }, loss: { kind: 'own' } },
  'bayesian_mlp of classes in batches': { task: { ...parity, answer: 'classes' }, model: { kind: 'bayesian_mlp', hidden: [5, 3], activation: 'tanh', bias: false }, loss: { kind: 'own' }, batch: { kind: 'minibatch', size: 6 } },
  lstm: { task: { kind: 'reviews', rows: 12, length: 8 }, model: { kind: 'lstm', embedding: 3, hidden: 4 } },
  two_head: { task: { kind: 'two_head', covariates: 3, people: 10 }, model: { kind: 'two_head', trunk: [5], heads: [4], activation: 'tanh' }, loss: { kind: 'mse' } },
}

const configOf = (run: Small, precision: 'f32' | 'f64'): RunConfig =>
  RunConfig.parse({ split: { train_fraction: 0.5 }, optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 0.1, epsilon: 1e-3 }, measures: [], steps: 10, precision, ...run })

/** Weights after three updates, and what an evaluation says before and after. */
async function trained(executor: Executor, config: RunConfig) {
  const experiment = experimentOf(config)
  const session = await executor.compile(jobOf(experiment, { step: 0, weights: experiment.weights, optimiser: experiment.optimiser }, 1))
  const before = await session.evaluate()
  const { end } = await session.advance(3, going)
  const [after, state] = [await session.evaluate(), await session.read()]
  session.dispose()
  return { experiment, before, after, state, end }
}

test('there is a small run of every kind of model', () => {
  expect([...new Set(Object.values(runs).map(({ model }) => model.kind))].sort()).toEqual(Object.keys(models).sort())
})

describe.each(Object.entries(runs))('%s', (_, run) => {
  test('every weight that is not frozen moves, and stays finite', async () => {
    const { experiment, state, end } = await trained(new ReferenceExecutor(), configOf(run, 'f64'))
    expect(end).toBe('done')
    for (const { name, frozen } of experiment.parameters) {
      const before = experiment.weights[name]!.data.join()
      if (frozen) expect(state[name]!.data.join(), name).toBe(before)
      else expect(state[name]!.data.join(), name).not.toBe(before)
    }
  })

  const native = everyExecutor.find(({ name }) => name === 'native')?.executor ?? null
  const precisions = [['f64', 1e-9], ['f32', 2e-3]] as const
  for (const [precision, tolerance] of precisions) {
    test.skipIf(native === null)(`${precision}: native trains as the reference does`, async () => {
      const [found, wanted] = [await trained(native!, configOf(run, precision)), await trained(new ReferenceExecutor(), configOf(run, precision))]
      for (const moment of ['before', 'after'] as const) {
        for (const [name, value] of Object.entries(wanted[moment])) expect(Math.abs(found[moment][name]! - value), `${name} ${moment}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value)))
      }
      for (const [name, { data }] of Object.entries(wanted.state)) {
        data.forEach((x, i) => expect(Math.abs(found.state[name]!.data[i]! - x), `${name} ${i}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(x))))
      }
    })
  }
})
