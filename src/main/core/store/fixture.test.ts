import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { temporaryFolder } from '../testing/folders.ts'
import { testLab } from '../testing/labs.ts'
import { storeVersion } from './migrations.ts'

vi.setConfig({ testTimeout: 90_000 })

const fixtures = join(import.meta.dirname, '../../../../test/fixtures')

test.each(Array.from({ length: storeVersion }, (_, i) => i + 1))('a store of version %i opens, with every point and every weight, and its run trains on', async (version) => {
  const store = join(temporaryFolder(onTestFinished), 'store')
  cpSync(join(fixtures, `store-v${version}`), store, { recursive: true })
  const lab = await testLab(onTestFinished, { store })
  const [run] = await lab.client.call('runs.list', {})
  expect(run).toMatchObject({ name: 'Fixture of five', state: { status: 'finished', step: 20 }, executor: 'reference', config: { task: { modulus: 5 }, steps: 20 } })
  const { id } = run!

  const curves = await lab.client.call('runs.curves', { id })
  expect([...curves['train_loss']!.steps]).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 12, 16, 18, 20])
  expect(curves['train_loss']!.values.at(-1)).toBe(run!.final?.train_loss)
  const { checkpoints } = await lab.client.call('runs.get', { id })
  expect(checkpoints.map((c) => c.step)).toEqual([0, 1, 2, 4, 8, 16, 20])
  for (const { step } of checkpoints) {
    const { tensors } = await lab.client.call('runs.weights', { id, step })
    expect(tensors['layers.0.weight']).toMatchObject({ dtype: 'f32', shape: [10, 4] })
  }

  await lab.client.call('runs.resume', { id, steps: 30 })
  expect(await lab.atRest(id)).toEqual({ status: 'finished', step: 30 })
})
