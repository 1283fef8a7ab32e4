import { expect, onTestFinished, test, vi } from 'vitest'
import { testLab } from '../testing/labs.ts'
import { tinyConfig } from '../testing/sample-runs.ts'

vi.mock('../../../science/presets/index.ts', async () => ({ presets: (await import('../testing/sample-presets.ts')).samplePresets }))

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

test('one update apart is the one that training made: decay, update and change agree with the saved weights', async () => {
  const lab = await testLab(onTestFinished)
  const [rate, decay] = [0.01, 2]
  const id = await lab.create({ optimiser: { kind: 'adamw', learning_rate: rate, weight_decay: decay }, checkpoint: { ratio: 1.05 } })
  await lab.atRest(id)
  const found = (await lab.client.call('runs.get', { id })).checkpoints.map(({ step }) => step)
  const at = found.find((step, i) => step > 5 && found[i + 1] === step + 1)!
  const before = await lab.client.call('runs.weights', { id, step: at })
  const after = await lab.client.call('runs.weights', { id, step: at + 1 })
  const apart = await lab.client.call('runs.stepApart', { id, step: at })
  expect(apart.step).toBe(at)
  expect(apart.from).toBeLessThanOrEqual(at)
  for (const { name, weight, decay: pulled, change, gradient, downhill } of apart.tensors) {
    const [was, is] = [before.tensors[name]!.data, after.tensors[name]!.data]
    const length = (values: readonly number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0))
    expect(weight).toBeCloseTo(length([...was]), 6)
    expect(change).toBeCloseTo(length([...was].map((w, i) => is[i]! - w)), 6)
    expect(pulled).toBeCloseTo(rate * decay * weight, 4)
    expect(gradient).toBeGreaterThan(0)
    expect(Math.abs(downhill!)).toBeLessThanOrEqual(1)
  }
  const curves = await lab.client.call('runs.curves', { id })
  const loss = (step: number) => curves['train_loss']!.values[curves['train_loss']!.steps.indexOf(step)]
  expect([apart.before.train_loss, apart.after.train_loss]).toEqual([loss(at), loss(at + 1)])
  await expect(lab.client.call('runs.stepApart', { id, step: 41 })).rejects.toMatchObject({ code: 'bad-input' })
})

test('an estimate times real steps and says what the run would leave on the disk; nothing is saved', async () => {
  const lab = await testLab(onTestFinished)
  const { seconds, timing, loggedSteps, checkpoints, diskBytes } = await lab.client.call('runs.estimate', { config: JSON.parse(JSON.stringify({ ...tinyConfig, steps: 20_000 })) })
  expect(timing).toMatchObject({ isFinite: true, executor: expect.any(String) as string })
  expect(timing.steps).toBeGreaterThan(3)
  expect(seconds.low).toBeLessThanOrEqual(seconds.middle)
  expect(seconds.middle).toBeLessThanOrEqual(seconds.high)
  expect(seconds.middle).toBeGreaterThan(20_000 * timing.stepSeconds.middle)
  expect(loggedSteps).toBeGreaterThan(checkpoints)
  expect(diskBytes).toBeGreaterThan(checkpoints * timing.weightBytes)
  await expect(lab.client.call('runs.estimate', { config: { ...tinyConfig, steps: 0 } as never })).rejects.toMatchObject({ code: 'bad-config' })
  await expect(lab.client.call('runs.estimate', { config: { ...tinyConfig, task: { kind: 'modular_table', operator: 'divide', modulus: 8 } } as never })).rejects.toMatchObject({ message: expect.stringMatching(/prime/) as string })
  expect(await lab.client.call('runs.list', {})).toEqual([])
})

test('a set is ended in one go: what waits is not begun', async () => {
  const lab = await testLab(onTestFinished)
  const { set, runs } = await lab.client.call('sets.create', { preset: 'long-set' })
  await lab.until(runs[0]!.id, ({ status }) => status === 'running')
  expect(new Set((await lab.client.call('sets.stop', { set })).stopped)).toEqual(new Set(runs.map(({ id }) => id)))
  for (const { id } of runs) expect(await lab.atRest(id)).toMatchObject({ status: 'stopped' })
  expect((await lab.client.call('sets.stop', { set })).stopped).toEqual([])
  await expect(lab.client.call('sets.stop', { set: 'set_nothing' })).rejects.toMatchObject({ code: 'bad-input' })
})
