import { expect, test } from 'vitest'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { dropPlan } from './drop-plan.ts'
import type { Recognised } from './recognise.ts'

const config = RunConfig.parse({ task: { kind: 'modular_table', modulus: 7 }, split: { train_fraction: 0.5 }, model: { kind: 'mlp', hidden: [8] }, optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 }, steps: 40 })
const plan = (...found: Recognised[]) => dropPlan(found, { config, origin: 'the run' }, new Map())
const hash = 'a'.repeat(64)
const other = 'b'.repeat(64)

test('a table becomes a task, weights a start, a split a split; the rest is that of the run', () => {
  const made = (found: Recognised): RunConfig => {
    const { outcome } = plan(found)
    return outcome.to === 'form' ? outcome.config([hash]) : expect.fail('no form')
  }
  expect(made({ kind: 'table', rows: 2, columns: 2, names: ['a', 'b'] }).task).toMatchObject({ kind: 'table', file: hash, header: true })
  expect(made({ kind: 'weights', tensors: [] })).toMatchObject({ model: { hidden: [8], init: { kind: 'file', file: hash } }, steps: 40 })
  expect(made({ kind: 'split', train: 3, test: null })).toMatchObject({ split: { file: hash }, task: config.task })
  expect(made({ kind: 'config', config })).toEqual(config)
})
test('images and labels go together, in either order; one alone says so', () => {
  const images: Recognised = { kind: 'idx', shape: [10, 8, 8] }
  const labels: Recognised = { kind: 'idx', shape: [10] }
  expect(plan(images).outcome).toEqual({ to: 'nothing' })
  const { outcome } = plan(labels, images)
  expect(outcome.to === 'form' && outcome.config([hash, other]).task).toMatchObject({ labels_file: hash, images_file: other })
})
test('what cannot be opened, or not together, makes nothing and says so', () => {
  for (const dropped of [[{ kind: 'unknown', reason: 'It is empty.' }], [{ kind: 'split', train: 1, test: null }, { kind: 'config', config }]] as Recognised[][]) {
    expect(plan(...dropped)).toMatchObject({ outcome: { to: 'nothing' }, makes: expect.stringContaining('Nothing was stored') as string })
  }
})
