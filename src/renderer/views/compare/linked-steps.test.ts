import { describe, expect, test } from 'vitest'
import { RunConfig, type RunConfigInput } from '../../../shared/schema/run-config.ts'
import { linkedPlace, type LinkedRun } from './linked-steps.ts'
import { stepsPerEpoch } from './steps-per-epoch.ts'

const base: LinkedRun = { name: 'seed 3', stepsPerEpoch: 1, event: 725, checkpoints: [0, 10, 100, 725, 1420], last: 1500 }
const other: LinkedRun = { name: 'seed 1', stepsPerEpoch: 4, event: 818, checkpoints: [0, 9, 99, 400, 818, 1000], last: 1000 }
const place = (by: 'step' | 'epoch' | 'event', step: number, run = other) => linkedPlace(by, step, base, run, 'test ≥ 50 %')

describe('a playhead that two runs share', () => {
  test('by step: the same step, and the checkpoint nearest to it by name', () => {
    expect(place('step', 99)).toEqual({ kind: 'at', asked: 99, checkpoint: 99, note: '' })
    expect(place('step', 100)).toEqual({ kind: 'at', asked: 100, checkpoint: 99, note: 'nearest checkpoint 99' })
  })
  test('beyond the end of a run it says where that was', () => {
    expect(place('step', 1420)).toMatchObject({ checkpoint: 1000, note: 'ended at 1\u202f000, nearest checkpoint 1\u202f000' })
  })
  test('by epoch: as many passes over the examples', () => {
    expect(place('epoch', 100)).toMatchObject({ asked: 400, checkpoint: 400 })
    expect(place('epoch', 100, { ...other, stepsPerEpoch: null })).toMatchObject({ kind: 'nowhere', why: expect.stringContaining('seed 1') })
  })
  test('by event: as far from its own', () => {
    expect(place('event', 725)).toMatchObject({ asked: 818, checkpoint: 818, note: '' })
    expect(place('event', 10)).toMatchObject({ asked: 103, checkpoint: 99 })
    expect(place('event', 10, { ...other, event: 100 })).toMatchObject({ kind: 'nowhere' })
    expect(place('event', 725, { ...other, event: null })).toMatchObject({ kind: 'nowhere', why: 'seed 1 has not reached test ≥ 50 %, so it cannot be lined up by it.' })
  })
  test('the baseline stands where the playhead does, whatever links them', () => {
    expect(linkedPlace('event', 100, { ...base, event: null }, { ...base, event: null }, '')).toMatchObject({ kind: 'nowhere' })
    const same = { ...base, event: null, stepsPerEpoch: null }
    for (const by of ['step', 'epoch', 'event'] as const) expect(linkedPlace(by, 100, same, same, '')).toMatchObject({ kind: 'at', checkpoint: 100 })
  })
})

test('an epoch is as many steps as the examples need', () => {
  const config = (change: Partial<RunConfigInput>) =>
    RunConfig.parse({ task: { kind: 'modular_table', modulus: 59 }, split: { train_fraction: 0.4 }, model: { kind: 'mlp', hidden: [8] }, optimiser: { kind: 'adamw', learning_rate: 0.01 }, steps: 10, ...change } satisfies RunConfigInput)
  expect(stepsPerEpoch(config({}))).toBe(1)
  expect(stepsPerEpoch(config({ batch: { kind: 'minibatch', size: 116 } }))).toBe(Math.floor(0.4 * 59 * 59) / 116)
  expect(stepsPerEpoch(config({ batch: { kind: 'minibatch', size: 50 }, split: { train_count: 1000 } }))).toBe(20)
  expect(stepsPerEpoch(config({ batch: { kind: 'minibatch', size: 10 }, task: { kind: 'modular_table', operator: 'divide', modulus: 5 } }))).toBe(0.8)
})
