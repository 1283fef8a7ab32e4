import { expect, test } from 'vitest'
import { complexity } from '../../science/measures/complexity/complexity.ts'
import type { RunConfigInput } from '../../shared/schema/run-config.ts'
import { compressedSize } from './compressed-size.ts'
import { f64, measuredRun } from './testing/measured-run.ts'

const config: RunConfigInput = {
  task: { kind: 'modular_table', modulus: 7 },
  split: { train_fraction: 0.5 },
  model: { kind: 'mlp', hidden: [24] },
  optimiser: { kind: 'adamw', learning_rate: 0.01 },
  precision: 'f64',
  steps: 1,
}
const random = measuredRun(config)
/** The same network with every weight on a grid of 1/4, which few bytes describe. */
const coarse = measuredRun(config, Object.fromEntries(Object.entries(random.weights).map(([name, { shape, data }]) => [name, f64(shape, data.map((w) => Math.round(w) / 4))])))

test('a network of zeros is described by next to nothing, and its data by their classes', async () => {
  const zeros = measuredRun(config, Object.fromEntries(Object.entries(random.weights).map(([name, { shape, data }]) => [name, f64(shape, data.map(() => 0))])))
  const found = await complexity.compute(zeros)
  expect(found['complexity_bytes']).toBeLessThan(40)
  expect(found['description_bytes']! - found['complexity_bytes']!).toBeCloseTo((24 * Math.log2(7)) / 8, 6)
})

test('a smaller tolerance never takes fewer bytes, and each entry keeps its promise', async () => {
  const { rate_distortion: curve } = await complexity.arrays!(random, { tolerance: 0.01, steps: 6 })
  const rows = Array.from({ length: curve!.shape[0]! }, (_, i) => curve!.data.subarray(5 * i, 5 * i + 5))
  expect(rows.length).toBeGreaterThan(4)
  const base = (await random.compute.run('base', (ops) => ({ loss: random.network.loss(ops, random.network.weights(ops), random.network.side(ops, 'train')) })))['loss']!.data[0]!
  rows.forEach(([tolerance, bytes, , , loss], i) => {
    expect(loss! - base).toBeLessThan(tolerance!)
    if (i > 0) expect(bytes!).toBeLessThanOrEqual(rows[i - 1]![1]!)
  })
})

test('weights on a grid are written without loss at its step', async () => {
  const found = await complexity.compute(coarse, { tolerance: 1e-9, shares: [1], steps: 1, finest: 0.25 })
  expect(found['complexity_step']).toBe(0.25)
  expect(found['naive_bytes']).toBeGreaterThan(found['complexity_bytes']!)
})

test('what is random does not get smaller, and what repeats does', () => {
  const noise = Uint8Array.from({ length: 4096 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1) * 1e6)) % 256)
  expect(compressedSize(noise)).toBeGreaterThan(4000)
  expect(compressedSize(new Uint8Array(4096))).toBeLessThan(40)
})
