import { expect, onTestFinished, test } from 'vitest'
import { testLab } from '../testing/labs.ts'

test('the bundled run opens in an empty store as a finished run, once, with all that its file holds', async () => {
  const { client } = await testLab(onTestFinished)
  const sample = await client.call('sample.read', {})
  const [first, second] = await Promise.all([client.call('sample.open', {}), client.call('sample.open', {})])
  expect(second.id).toBe(first.id)
  expect(first).toMatchObject({ state: { status: 'finished', step: 1000 }, events: { train_acc_99: 20, test_acc_50: 367, test_acc_99: 569 } })
  expect(await client.call('runs.list', {})).toHaveLength(1)

  expect(await client.call('runs.curves', { id: first.id })).toEqual(sample.curves)
  const { checkpoints } = await client.call('runs.get', { id: first.id })
  expect(checkpoints.map(({ step }) => step)).toEqual(sample.checkpoints)
  const frames = await client.call('sample.matrix', { tensor: 'layers.0.weight' })
  const { tensors } = await client.call('runs.weights', { id: first.id, step: sample.checkpoints.at(-1)! })
  expect(frames.at(-1)?.value).toEqual(tensors['layers.0.weight'])
})

test('it lies in a project of its own, and comes back from the trash', async () => {
  const { client } = await testLab(onTestFinished)
  const { id } = await client.call('sample.open', {})
  expect((await client.call('projects.list', {})).map(({ name }) => name)).toContain('Sample')
  await client.call('runs.trash', { ids: [id] })
  expect(await client.call('runs.list', {})).toEqual([])
  await client.call('sample.open', {})
  expect((await client.call('runs.list', {})).map((run) => run.id)).toEqual([id])
})

test('its time is not taken for that of this computer', async () => {
  const { client } = await testLab(onTestFinished)
  await client.call('sample.open', {})
  expect((await client.call('presets.get', { id: 'pocket-grok' })).secondsHere).toBeNull()
})

test('trained further, it begins again without its optimiser state and loses no point', async () => {
  const { client, atRest } = await testLab(onTestFinished)
  const { id } = await client.call('sample.open', {})
  const before = await client.call('runs.curves', { id })
  await client.call('runs.resume', { id, steps: 1010 })
  expect(await atRest(id)).toEqual({ status: 'finished', step: 1010 })
  const { test_accuracy: after } = await client.call('runs.curves', { id })
  const count = before['test_accuracy']!.steps.length
  expect(after!.values.subarray(0, count - 1)).toEqual(before['test_accuracy']!.values.subarray(0, count - 1))
})
