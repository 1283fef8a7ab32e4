import { beforeAll, expect, test } from 'vitest'
import { experimentOf } from '../../science/experiment.ts'
import { sourcesFrom } from '../../science/sources.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import { measure, measuredCheckpoint, measuredRun } from './measure.ts'

const config = RunConfig.parse({
  task: { kind: 'modular_table', modulus: 7 },
  split: { train_fraction: 0.5 },
  model: { kind: 'mlp', hidden: [8] },
  optimiser: { kind: 'adamw', learning_rate: 0.05 },
  steps: 10,
})
const { weights } = experimentOf(config, sourcesFrom({}))
const scaled = (by: number): NamedTensors => Object.fromEntries(Object.entries(weights).map(([place, { shape, dtype, data }]) => [place, { shape, dtype, data: data.map((w) => by * w) }]))

type Previous = { readonly step: number; readonly weights: NamedTensors } | null

const look = (of: NamedTensors, previous: Previous = null): void => measuredCheckpoint({ step: 3, weights: { ...of }, previous: previous && { ...previous, weights: { ...previous.weights } } })
const ask = async (id: string, signal = new AbortController().signal) => (await measure({ measure: id, parameters: {} }, { signal, send: async () => {} })).values

beforeAll(() => measuredRun({ config, files: {} }))

test('what measures of one checkpoint share is not taken for another of the same step, nor for another before it', async () => {
  look(weights)
  const first = await ask('margins')
  look(scaled(1))
  expect(await ask('margins')).toEqual(first)
  look(scaled(2))
  expect(await ask('margins')).not.toEqual(first)
  look(weights)
  expect(await ask('margins')).toEqual(first)

  look(weights, { step: 2, weights: scaled(0.9) })
  const moved = (await ask('gradient'))['update_norm']!
  look(weights, { step: 2, weights: scaled(0.8) })
  expect((await ask('gradient'))['update_norm']).toBeCloseTo(2 * moved, 5)
})

test('one who asks again is heard, and one who has left ends nothing of the next', async () => {
  look(weights)
  await ask('restricted_excluded')
  await expect(ask('restricted_excluded', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
  expect(await ask('restricted_excluded')).toHaveProperty('excluded_loss')
})

test('another run has no checkpoint until one is given', async () => {
  look(weights)
  await measuredRun({ config: { ...config, seed: 5 }, files: {} })
  await expect(ask('margins')).rejects.toMatchObject({ code: 'not-possible-now' })
})
