import { expect, test } from 'vitest'
import { experimentOf } from '../../science/experiment.ts'
import { sourcesFrom } from '../../science/sources.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import { measure } from './measure.ts'

const config = RunConfig.parse({
  task: { kind: 'modular_table', modulus: 7 },
  split: { train_fraction: 0.5 },
  model: { kind: 'mlp', hidden: [8] },
  optimiser: { kind: 'adamw', learning_rate: 0.05 },
  steps: 10,
})
const { weights } = experimentOf(config, sourcesFrom({}))
const scaled = (by: number): NamedTensors => Object.fromEntries(Object.entries(weights).map(([place, { shape, dtype, data }]) => [place, { shape, dtype, data: data.map((w) => by * w) }]))

const ask = async (id: string, of: NamedTensors, { signal = new AbortController().signal, previous = null as { step: number; weights: NamedTensors } | null } = {}) =>
  (await measure({ measure: id, parameters: {}, config, files: {}, step: 3, weights: { ...of }, previous: previous && { ...previous, weights: { ...previous.weights } } }, { signal, send: async () => {} })).values

test('what measures of one checkpoint share is not taken for another of the same step, nor for another before it', async () => {
  const first = await ask('margins', weights)
  expect(await ask('margins', scaled(1))).toEqual(first)
  const larger = await ask('margins', scaled(2))
  expect(larger).not.toEqual(first)
  expect(await ask('margins', weights)).toEqual(first)

  const moved = (await ask('gradient', weights, { previous: { step: 2, weights: scaled(0.9) } }))['update_norm']!
  expect((await ask('gradient', weights, { previous: { step: 2, weights: scaled(0.8) } }))['update_norm']).toBeCloseTo(2 * moved, 5)
})

test('one who asks again is heard, and one who has left ends nothing of the next', async () => {
  const gone = AbortSignal.abort()
  await ask('restricted_excluded', weights)
  await expect(ask('restricted_excluded', weights, { signal: gone })).rejects.toMatchObject({ code: 'cancelled' })
  expect(await ask('restricted_excluded', weights)).toHaveProperty('excluded_loss')
})
