import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { RunId } from '../../../shared/schema/run.ts'
import { workerCommand } from '../paths.ts'
import { testLab } from '../testing/labs.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

interface Row {
  readonly step: number
  readonly parameters: string
  readonly value: number
}

test('values are kept with the parameters that they were measured with, and replaced by those of the next time', async () => {
  const lab = await testLab(onTestFinished)
  const id = await lab.create({ steps: 10 })
  await lab.atRest(id)
  const measure = (parameters: Record<string, number>, step: number | null = null) => lab.client.stream('runs.measure', { id, measure: 'neuron_norms', step, parameters }).end
  const usual = await measure({})
  const two = await measure({ top: 2, live: 0.5 })
  expect(usual.step).toBe(10)
  expect(usual.values['top_neuron_share']).toBe(1) // eight of eight
  expect(two.values['top_neuron_share']).toBeLessThan(1)
  expect(await measure({ live: 0.5, top: 2 })).toEqual(two)
  const first = await measure({}, 0)

  const db = new Database(join(lab.store, 'lab.db'), { readonly: true })
  onTestFinished(() => void db.close())
  const rows = db.prepare("SELECT step, parameters, value FROM measure_value WHERE measure = 'neuron_norms' AND series = 'top_neuron_share' ORDER BY step, parameters").all() as Row[]
  expect(rows).toEqual([
    { step: 0, parameters: '{}', value: first.values['top_neuron_share'] },
    { step: 10, parameters: '{"live":0.5,"top":2}', value: two.values['top_neuron_share'] },
    { step: 10, parameters: '{}', value: 1 },
  ])
})

test('a measure tells how far it is, gives tables, and knows the checkpoint before', async () => {
  const lab = await testLab(onTestFinished)
  const id = await lab.create({ steps: 10 })
  await lab.atRest(id)
  const stream = lab.client.stream('runs.measure', { id, measure: 'restricted_excluded' })
  const shares: number[] = []
  for await (const { share } of stream) shares.push(share)
  const { values, arrays } = await stream.end
  expect(shares.length).toBeGreaterThan(0)
  expect(values['excluded_loss.3']).toBeGreaterThan(0)
  expect(arrays['wave_power']).toMatchObject({ shape: [3], dtype: 'f64' })
  expect((await lab.client.stream('runs.measure', { id, measure: 'gradient' }).end).values['update_norm']).toBeGreaterThan(0)
  expect((await lab.client.stream('runs.measure', { id, measure: 'gradient', step: 0 }).end).values).not.toHaveProperty('update_norm')
})

test('what was measured on demand is read again, by step and parameters', async () => {
  const lab = await testLab(onTestFinished)
  const id = await lab.create({ steps: 10 })
  await lab.atRest(id)
  const measure = (step: number, parameters = {}) => lab.client.stream('runs.measure', { id, measure: 'neural_collapse', step, parameters }).end
  const last = await measure(10)
  await measure(0)
  await measure(0, { samples: 'all' })
  await measure(10)
  const kept = await lab.client.call('runs.measured', { id, measure: 'neural_collapse' })
  expect(kept.map(({ step, parameters }) => [step, parameters])).toEqual([[0, { samples: 'all' }], [0, {}], [10, {}]])
  expect(kept.at(-1)?.values).toEqual(last.values)
  expect(await lab.client.call('runs.measured', { id, measure: 'margins' })).toEqual([])
})

test('many measures of one checkpoint are of that one, whatever was measured between them', async () => {
  const lab = await testLab(onTestFinished)
  const [one, other] = [await lab.create({ steps: 10 }), await lab.create({ steps: 10, seed: 7 })]
  await lab.atRest(one)
  await lab.atRest(other)
  const measure = async (id: RunId, measure: string, step: number) => (await lab.client.stream('runs.measure', { id, measure, step }).end).values
  const places = [[one, 0], [one, 10], [other, 10], [other, 0]] as const
  const apart = []
  for (const [id, step] of places) apart.push({ norms: await measure(id, 'matrix_norms', step), gradient: await measure(id, 'gradient', step) })
  expect(new Set(apart.map((each) => JSON.stringify(each))).size).toBe(places.length)

  const norms = await Promise.all(places.map(([id, step]) => measure(id, 'matrix_norms', step)))
  const gradients = await Promise.all(places.map(([id, step]) => measure(id, 'gradient', step)))
  expect(norms).toEqual(apart.map((each) => each.norms))
  expect(gradients).toEqual(apart.map((each) => each.gradient))
  await expect(measure(one, 'phases_of_the_moon', 10)).rejects.toMatchObject({ code: 'bad-config' })
  expect(await measure(one, 'matrix_norms', 10)).toEqual(apart[1]?.norms)
})

test('a constructed solution is built and tried on every pair', async () => {
  const { client } = await testLab(onTestFinished)
  const built = await client.call('constructed.build', { kind: 'multiplication', modulus: 31, frequencies: 2 })
  expect(built).toMatchObject({ accuracy: 1, order: { neurons: 16, activation: 'quadratic' }, input: { shape: [62, 16] }, output: { shape: [16, 31] } })
  expect((await client.call('constructed.build', { kind: 'circle', modulus: 31, neurons: 4 })).accuracy).toBeLessThan(0.5)
})

test('cards carry what can be set, for forms', async () => {
  const { client } = await testLab(onTestFinished)
  const cards = await client.call('measures.list', {})
  expect(cards.find((card) => card.id === 'neuron_norms')?.parameters).toMatchObject({ properties: { top: { type: 'integer', default: 8, minimum: 1, maximum: 8192, unit: 'neurons' } } })
})

test('a run that asks for measures at checkpoints and logged steps has their curves', async () => {
  const lab = await testLab(onTestFinished)
  const id = await lab.create({ steps: 10, measures: ['weight_norm', { id: 'margins', rhythm: 'log' }, 'predictions', 'representation'] })
  await lab.atRest(id)
  const curves = await lab.client.call('runs.curves', { id })
  const { run, checkpoints } = await lab.client.call('runs.get', { id })
  expect(curves['margin_mean']?.steps).toEqual(curves['train_loss']?.steps)
  expect([...curves['unmirrored_test_accuracy']!.steps]).toEqual(checkpoints.map(({ step }) => step))
  expect(run.executorNote).toMatch(/representation is not measured/)
  expect(run.config.measures).toEqual(['weight_norm', { id: 'margins', rhythm: 'log' }, 'predictions', 'representation'])
})

test('what a worker has to say of a run while it trains stands beside the words of its executor', async () => {
  const worker = { ...workerCommand(), entry: join(import.meta.dirname, '../../worker/testing/noting-worker.ts') }
  const lab = await testLab(onTestFinished, { worker })
  const id = await lab.create({ steps: 10, measures: ['weight_norm', 'representation'] })
  await lab.atRest(id)
  const { run } = await lab.client.call('runs.get', { id })
  expect(run.executorNote).toMatch(/^representation is not measured.* It was a quiet day\.$/)
})
