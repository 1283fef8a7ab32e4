import { expect, test } from 'vitest'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { CurvesSpec } from '../../figures/spec.ts'
import { PlotsSpec } from '../../figures/plots/plots-spec.ts'
import { dropPlan } from './drop-plan.ts'
import { figurePlace, runsOf } from './figure-place.ts'
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

const runId = 'run_aaaaaaaaaaaa'
const curves = CurvesSpec.parse({
  version: 1, kind: 'curves', title: 'Curves', step: { scale: 'linear', window: [10, 90], quantity: { by: 'series', series: 'weight_norm' } }, smoothing: { kind: 'median', width: 0.1 },
  panels: [{ id: 'p', title: '', y: { kind: 'log' }, lines: [{ run: runId, series: 'test_loss', role: 'test' }, { run: 'expected', series: 'test_loss', role: 'ghost' }] }],
})

test('a figure opens the view that it is of, with its settings: by the address inside it, else by its specification', () => {
  const metadata = (view: string) => ({ runs: [runId], versions: {}, source: { view } })
  expect(figurePlace(curves, metadata(`/compare?x=epoch&runs=run_b&baseline=${runId}`), [runId])).toEqual({ path: '/compare', query: { x: 'epoch', runs: runId, baseline: runId } })
  expect(figurePlace(curves, null, [runId])).toEqual({ path: `/runs/${runId}`, query: { x: 'series:weight_norm', scale: 'linear', smooth: 'median~0.1~log-step~stored', from: '10', to: '90' } })
  expect(runsOf(curves)).toEqual([runId])
  const panel = PlotsSpec.parse({ version: 1, kind: 'plots', title: 't', run: runId, step: 40, panel: 'clocks', rows: [{ height: 10, plots: [{ id: 'p', x: { kind: 'linear' }, y: { kind: 'linear' }, marks: [] }] }] })
  expect(figurePlace(panel, metadata(`/runs/${runId}/insides`), [runId])).toEqual({ path: `/runs/${runId}/insides`, query: { step: '40', panel: 'clocks' } })
})
test('an address that is none of the lab’s views is not gone to, and without a run there is none', () => {
  for (const view of ['https://example.org/', '//example.org', '/settings', '/runs/../x', 'javascript:alert(1)']) {
    expect(figurePlace(curves, { runs: [], versions: {}, source: { view } }, [runId])?.path).toBe(`/runs/${runId}`)
  }
  expect(figurePlace(curves, null, [])).toBeNull()
})
