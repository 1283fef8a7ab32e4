import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { RunId } from '../../../shared/schema/run.ts'
import { outcome, testLab, type TestLab } from '../testing/labs.ts'

vi.mock('../../../science/presets/index.ts', async () => ({ presets: (await import('../testing/sample-presets.ts')).samplePresets }))

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

const checkpointsOf = async ({ client }: TestLab, id: RunId) => (await client.call('runs.get', { id })).checkpoints

async function finished(lab: TestLab, changes: Parameters<TestLab['create']>[0] = {}): Promise<RunId> {
  const id = await lab.create({ steps: 120, ...changes })
  expect(await lab.atRest(id)).toMatchObject({ status: 'finished' })
  return id
}

describe('a fork', () => {
  test('with nothing changed ends with the bytes, points and events of its parent, from any checkpoint', async () => {
    const lab = await testLab(onTestFinished)
    const parent = await finished(lab)
    const whole = await outcome(lab, parent)
    const saved = await checkpointsOf(lab, parent)
    const stored = saved.findLast(({ hasOptimiser, step }) => hasOptimiser && step < 120)!
    const bare = saved.find(({ hasOptimiser, step }) => !hasOptimiser && step > stored.step)!

    const exact = await lab.client.call('runs.fork', { id: parent, step: stored.step })
    expect(exact).toMatchObject({ parent: { run: parent, step: stored.step, fork: { state: stored.step } } })
    await lab.atRest(exact.id)
    expect(await outcome(lab, exact.id)).toEqual(whole)
    expect((await lab.client.call('runs.get', { id: exact.id })).run).toMatchObject({ executorNote: null, seams: [{ step: stored.step, sameBuild: true }] })

    const again = await lab.client.call('runs.fork', { id: parent, step: bare.step })
    expect(again.parent).toEqual({ run: parent, step: bare.step, fork: { state: stored.step } })
    await lab.atRest(again.id)
    expect(await outcome(lab, again.id)).toEqual(whole)
    const { run } = await lab.client.call('runs.get', { id: again.id })
    expect(run.executorNote).toBe(`The optimiser's state at step ${bare.step} was not stored; it was computed again from step ${stored.step}, and the weights came out the same to the last bit.`)
    // What was computed once is kept.
    expect((await checkpointsOf(lab, again.id)).find(({ step }) => step === bare.step)).toMatchObject({ hasOptimiser: true })
  })

  test('goes its own way with another key, and is whole by itself', async () => {
    const lab = await testLab(onTestFinished)
    const parent = await finished(lab)
    const at = (await checkpointsOf(lab, parent)).find(({ hasOptimiser, step }) => !hasOptimiser && step > 40)!.step
    const fork = await lab.client.call('runs.fork', { id: parent, step: at, set: [['optimiser.learning_rate', 0.001]], steps: 150 })
    expect(fork.name).toMatch(new RegExp(`, from ${at}, learning_rate 0.001$`))
    expect(await lab.atRest(fork.id)).toEqual({ status: 'finished', step: 150 })
    const [before, after] = [await lab.client.call('runs.curves', { id: parent }), await lab.client.call('runs.curves', { id: fork.id })]
    const upTo = (curves: typeof before) => Object.fromEntries(Object.entries(curves).map(([name, { steps, values }]) => [name, values.slice(0, steps.filter((s) => s <= at).length)]))
    expect(upTo(after)).toEqual(upTo(before))
    expect(after['train_loss']!.values.at(-1)).not.toBe(before['train_loss']!.values.at(-1))
    const steps = (await checkpointsOf(lab, fork.id)).map(({ step }) => step)
    expect(steps.filter((s) => s <= at)).toEqual((await checkpointsOf(lab, parent)).map(({ step }) => step).filter((s) => s <= at))

    // A fork of the fork before the place where that began is made of the steps of the first run.
    const early = (await checkpointsOf(lab, fork.id)).find(({ hasOptimiser, step }) => !hasOptimiser && step > 20 && step < at)!.step
    const second = await lab.client.call('runs.fork', { id: fork.id, step: early, set: [['optimiser.learning_rate', 0.01]], steps: 120 })
    await lab.atRest(second.id)
    expect(await outcome(lab, second.id)).toEqual(await outcome(lab, parent))
  })

  test('refuses with a sentence what the saved weights do not fit, and saves nothing', async () => {
    const lab = await testLab(onTestFinished)
    const id = await finished(lab)
    const refusals: readonly (readonly [set: [string, string | number][], RegExp])[] = [
      [[['model.hidden', [16] as never]], /^model.hidden cannot change in a fork: the weights at step 120 are of the model as it is\. Nothing was saved/],
      [[['task.modulus', 11]], /^task.modulus cannot change in a fork/],
      [[['precision', 'f64']], /^precision cannot change in a fork/],
      [[['filter.kind', 'grokfast_ema']], /^filter.kind cannot change in a fork: what the optimiser remembers/],
      [[['optimiser.learning_rate', -1]], /^optimiser.learning_rate is -1; it must be a number above 0/],
      [[['optimiser.rate', 1]], /^A configuration has no key/],
      [[], /none to train\. Nothing was saved/],
    ]
    for (const [set, sentence] of refusals) await expect(lab.client.call('runs.fork', { id, set })).rejects.toMatchObject({ message: expect.stringMatching(sentence) as string })
    await expect(lab.client.call('runs.fork', { id, step: 97 })).rejects.toMatchObject({ code: 'no-checkpoint', message: expect.stringMatching(/The nearest one is at step \d+\.$/) as string })
    expect(await lab.client.call('runs.list', {})).toHaveLength(1)
  })

  test('a run that trains can be forked, and a stop while its state is computed again keeps it resumable', async () => {
    const lab = await testLab(onTestFinished)
    const id = await lab.create({ steps: 10_000_000, checkpoint: { ratio: 1.5 } })
    await lab.until(id, (state) => 'step' in state && state.step > 4000)
    const saved = await checkpointsOf(lab, id)
    const bare = saved.findLast(({ hasOptimiser }) => !hasOptimiser)!
    const fork = await lab.client.call('runs.fork', { id, step: bare.step, steps: bare.step + 10 })
    await lab.client.call('runs.stop', { id: fork.id })
    expect(await lab.atRest(fork.id)).toMatchObject({ status: 'stopped', step: bare.step })
    await lab.client.call('runs.stop', { id })
    await lab.client.call('runs.resume', { id: fork.id })
    expect(await lab.atRest(fork.id)).toEqual({ status: 'finished', step: bare.step + 10 })
  })
})

describe('a run again', () => {
  test('has the same bytes, under the name and preset of the first', async () => {
    const lab = await testLab(onTestFinished)
    const { id } = await lab.client.call('runs.create', { preset: 'tiny', set: [['optimiser.weight_decay', 2]] })
    await lab.atRest(id)
    const again = await lab.client.call('runs.again', { id })
    expect(again).toMatchObject({ name: 'Tiny, weight_decay 2, seed 0 (2)', preset: 'tiny', parent: null })
    await lab.atRest(again.id)
    expect(await outcome(lab, again.id)).toEqual(await outcome(lab, id))
    expect(await lab.client.call('runs.again', { id, seed: 4 })).toMatchObject({ name: 'Tiny, weight_decay 2, seed 4', seed: 4 })
  })

  test('of a fork, from where that began; of one that goes on from another, with that for the other seed', async () => {
    const lab = await testLab(onTestFinished)
    const parent = await finished(lab)
    const fork = await lab.client.call('runs.fork', { id: parent, step: 0, set: [['optimiser.weight_decay', 2]] })
    await lab.atRest(fork.id)
    const again = await lab.client.call('runs.again', { id: fork.id })
    expect(again).toMatchObject({ parent: fork.parent, config: fork.config })
    await lab.atRest(again.id)
    expect(await outcome(lab, again.id)).toEqual(await outcome(lab, fork.id))

    const on = await lab.client.call('runs.create', { preset: 'tiny-on' })
    await lab.atRest(on.id)
    const other = await lab.client.call('runs.again', { id: on.id, seed: 5 })
    await lab.atRest(other.id)
    const base = (await lab.client.call('runs.list', {})).find(({ id }) => id === other.parent?.run)
    expect(base).toMatchObject({ preset: 'tiny', seed: 5, state: { status: 'finished' } })
  })
})
