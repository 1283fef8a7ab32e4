import { expect, test } from 'vitest'
import { RunConfig } from '../shared/schema/run-config.ts'
import type { EventSteps, RunSummary } from '../shared/schema/run.ts'
import { runFigure } from './run-figure.ts'

const optimiser = { kind: 'adam', learning_rate: 0.01 }
const none = { train_acc_99: null, train_acc_100: null, test_acc_50: null, test_acc_95: null, test_acc_99: null }
const figure = (config: object, events: EventSteps = none) => {
  const run = { id: 'run_000000000000', name: 'a run', config: RunConfig.parse({ split: { train_fraction: 0.5 }, optimiser, steps: 10, ...config }), parent: null, seams: [] } as unknown as RunSummary
  return runFigure({ run, state: { status: 'finished', step: 10 } as never, curves: {}, events, domain: { last: 10, hasZero: true }, expectation: null })
}
const lossAxis = (config: object): unknown => figure(config).panels.find(({ id }) => id === 'loss')?.y.kind

test('a loss is read on a log axis; what a likelihood of the model makes small may be negative, and is read as it is', () => {
  expect(lossAxis({ task: { kind: 'modular_table', operator: 'add', modulus: 7 }, model: { kind: 'mlp', hidden: [4], activation: 'relu' } })).toBe('log')
  expect(lossAxis({ task: { kind: 'noisy_sine' }, model: { kind: 'gp_regression' }, loss: { kind: 'own' } })).toBe('linear')
})

test('half of the tests right is a rule where guessing gets little, and none where it gets half', () => {
  const model = { kind: 'mlp', hidden: [4], activation: 'relu' }
  const rules = (task: object): readonly string[] => figure({ task, model }, { ...none, test_acc_50: 1, test_acc_99: 8 }).rules.map(({ condition }) => condition)
  expect(rules({ kind: 'modular_table', modulus: 7 })).toEqual(['test ≥ 50\u00A0%', 'test ≥ 99\u00A0%'])
  expect(rules({ kind: 'sparse_parity', rows: 100 })).toEqual(['test ≥ 99\u00A0%'])
})
