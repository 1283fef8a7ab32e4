import { expect, test } from 'vitest'
import { RunId } from '../../../shared/schema/run.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import { seamTicks } from '../../../shared/runs/seam-ticks.ts'
import { seamWords } from './seam-words.ts'

const now = new Date(2026, 10, 23, 15, 0)
const seam = (step: number, sameBuild = true) => ({ step, at: new Date(2026, 10, 22, 9, 0).toISOString(), sameBuild })

test('a resumption says its step, its date and a build that is another', () => {
  expect(seamWords({ seams: [seam(887), seam(1200, false)], parent: null }, now).map(({ words }) => words)).toEqual([
    'resumed at step 887, 22 Nov',
    expect.stringMatching(/^resumed at step 1.200, 22 Nov with another build$/),
  ])
})
test('the first seam of a fork is its beginning', () => {
  const parent = { run: RunId.parse('run_000000000000'), step: 640, fork: { state: 640 } }
  expect(seamWords({ seams: [seam(640), seam(640), seam(700)], parent }, now).map(({ words }) => words.split(' ')[0])).toEqual(['forked', 'resumed', 'resumed'])
})

test('on the axis of a figure a seam has its date, and a fork what it changed', () => {
  const config = RunConfig.parse({ task: { kind: 'modular_table', modulus: 7 }, split: { train_fraction: 0.5 }, model: { kind: 'mlp', hidden: [8] }, optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 }, steps: 40 })
  const before = { ...config, optimiser: { ...config.optimiser, learning_rate: 0.03 } }
  expect(seamTicks({ seams: [seam(887), seam(1200, false)], parent: null, config }, null).map(({ words }) => words)).toEqual(['resumed 2026-11-22', 'resumed 2026-11-22, another build'])
  const parent = { run: RunId.parse('run_000000000000'), step: 640, fork: { state: 640 } }
  expect(seamTicks({ seams: [seam(640)], parent, config }, before)).toEqual([{ step: 640, words: 'learning rate 0.03 to 0.01' }])
})
