import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { scheduleOf } from '../../../science/schedule.ts'
import type { RunConfigInput } from '../../../shared/schema/run-config.ts'
import type { Curves, RunId } from '../../../shared/schema/run.ts'
import { outcome, testLab, untimed, type TestLab } from '../testing/labs.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 })

/** Disturbed in the middle and never at its end, however fast the machine is; two are compared at a checkpoint that both have passed. */
const endless: Partial<RunConfigInput> = {
  task: { kind: 'modular_table', modulus: 13 },
  model: { kind: 'mlp', hidden: [64] },
  steps: 10_000_000,
  log: { every_until: 20, ratio: 1.1 },
  checkpoint: { ratio: 1.1 },
}

/** Everything up to a checkpoint. */
async function upTo(lab: TestLab, id: RunId, step: number) {
  const { tensors } = await lab.client.call('runs.weights', { id, step })
  const curves: Curves = untimed(await lab.client.call('runs.curves', { id }))
  const cut = Object.entries(curves).map(([name, { steps, values }]) => {
    const count = steps.filter((s) => s <= step).length
    return [name, { steps: steps.slice(0, count), values: values.slice(0, count) }]
  })
  const { checkpoints, run } = await lab.client.call('runs.get', { id })
  const events = Object.entries(run.events).filter(([, at]) => at !== null && at <= step)
  return { weights: tensors, curves: Object.fromEntries(cut), events, withOptimiser: checkpoints.filter((c) => c.step === step).map((c) => c.hasOptimiser) }
}

/** Trains past a step and ends. */
async function trainPast(lab: TestLab, id: RunId, step: number): Promise<void> {
  await lab.until(id, (state) => 'step' in state && state.step > step)
  await lab.client.call('runs.stop', { id })
}

/** Both have the same bytes at the first checkpoint after a step; the other is a run that nobody disturbed. */
async function expectAsUndisturbed(lab: TestLab, id: RunId, after: number): Promise<void> {
  const { run } = await lab.client.call('runs.get', { id })
  const checkpoint = scheduleOf(run.config).checkpoints.find((step) => step > after)!
  await trainPast(lab, id, checkpoint)
  const other = await lab.client.call('runs.create', { config: JSON.parse(JSON.stringify(run.config)) })
  await trainPast(lab, other.id, checkpoint)
  expect(await upTo(lab, id, checkpoint)).toEqual(await upTo(lab, other.id, checkpoint))
}

/** Linux keeps a list of the children of a process; the one that trains is the youngest. */
function trainingPid(): number | null {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const ours = pids.filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return Number(parent) === process.pid && state !== 'Z' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').endsWith('training\0')
    } catch {
      return false // it ended while we looked
    }
  })
  return ours.length === 0 ? null : Math.max(...ours.map(Number))
}

async function undisturbed(lab: TestLab, config: Partial<RunConfigInput>) {
  const id = await lab.create(config)
  expect((await lab.atRest(id)).status).toBe('finished')
  return outcome(lab, id)
}

const stepOf = async (lab: TestLab, id: RunId): Promise<number> => {
  const { run } = await lab.client.call('runs.get', { id })
  return 'step' in run.state ? run.state.step : 0
}

describe('a run in its worker', () => {
  test('trains, is saved as it goes, and twice gives the same bytes', async () => {
    const lab = await testLab(onTestFinished)
    const first = await undisturbed(lab, {})
    expect(await undisturbed(lab, {})).toEqual(first)
    const { run, checkpoints } = await lab.client.call('runs.get', { id: (await lab.client.call('runs.list', {}))[0]!.id })
    expect(run).toMatchObject({ state: { status: 'finished', step: 40 }, executor: expect.stringMatching(/^(native|reference)$/) as string, final: { step: 40 }, seams: [] })
    expect(run.seconds).toBeGreaterThan(0)
    expect([checkpoints[0]?.step, checkpoints.at(-1)]).toMatchObject([0, { step: 40, hasOptimiser: true }])
  })

  test('killed at ten moments and resumed, has the bytes of a run that was not; nothing acknowledged is lost', async () => {
    const lab = await testLab(onTestFinished)
    const id = await lab.create(endless)
    let shown = 0
    for (let kill = 1; kill <= 10; kill++) {
      // The moment depends on what was seen, not on a clock: now while it starts, now after some more points.
      const watched = lab.client.stream('runs.watch', { id, afterStep: shown })
      let items = 0
      let killed: number | null = null
      for await (const item of watched) {
        shown = Math.max(shown, ...Object.values(item.points).map((s) => s.steps.at(-1) ?? 0))
        if (item.state.status !== 'running' || items++ < kill % 4 || killed !== null) continue
        killed = trainingPid()
        if (killed !== null) process.kill(killed, 'SIGKILL')
      }
      expect((await watched.end).state, `kill ${kill}`).toMatchObject({ status: 'interrupted', reason: expect.stringContaining('SIGKILL') })
      expect(await stepOf(lab, id)).toBeGreaterThanOrEqual(shown)
      await lab.client.call('runs.resume', { id })
    }
    await expectAsUndisturbed(lab, id, shown)
    expect((await lab.client.call('runs.get', { id })).run.seams.length).toBeGreaterThan(0)
  })

  test('stopped at any step and resumed, has the bytes of a run that was not: the point of the stop goes when training passes it', async () => {
    const lab = await testLab(onTestFinished)
    // Few points, so that a stop falls between them.
    const id = await lab.create({ ...endless, log: { every_until: 5, ratio: 2 }, checkpoint: { ratio: 2 } })
    const stops: number[] = []
    while (stops.length < 2) {
      await lab.until(id, (state) => state.status === 'running' && state.step > (stops.at(-1) ?? 16))
      expect((await lab.client.call('runs.stop', { id })).status).toBe('stopped')
      const { run, checkpoints } = await lab.client.call('runs.get', { id })
      expect(run.final?.step).toBe(await stepOf(lab, id))
      expect(checkpoints.at(-1)).toMatchObject({ step: run.final?.step, hasOptimiser: true })
      stops.push(run.final?.step ?? 0)
      await lab.client.call('runs.resume', { id })
    }
    const { run } = await lab.client.call('runs.get', { id })
    expect(stops.filter((step) => !scheduleOf(run.config).logged.includes(step))).not.toEqual([])
    expect(run.seams.every((seam) => seam.sameBuild)).toBe(true)
    await expectAsUndisturbed(lab, id, stops[1]!)
    expect((await lab.client.call('runs.get', { id })).run.seams.map((seam) => seam.step)).toEqual(stops)
  })

  test('finished and trained further, is the longer run', async () => {
    const lab = await testLab(onTestFinished)
    const expected = await undisturbed(lab, { steps: 47 })
    const id = await lab.create({ steps: 37 })
    await lab.atRest(id)
    await lab.client.call('runs.resume', { id, steps: 47 })
    expect(await lab.atRest(id)).toEqual({ status: 'finished', step: 47 })
    expect(await outcome(lab, id)).toEqual(expected)
    expect((await lab.client.call('runs.get', { id })).run.config.steps).toBe(47)
  })

  test('the lab closes: the run is interrupted with a checkpoint, and goes on in the next lab to the same bytes', async () => {
    const first = await testLab(onTestFinished)
    const id = await first.create(endless)
    await first.until(id, (state) => state.status === 'running' && state.step >= 50)
    const watched = first.client.stream('runs.watch', { id })
    let closing: Promise<void> | null = null
    for await (const _update of watched) closing ??= first.lab.close()
    await closing
    expect((await watched.end).state).toMatchObject({ status: 'interrupted', reason: 'The lab was closed.' })

    const second = await testLab(onTestFinished, { store: first.store })
    const { run } = await second.client.call('runs.get', { id })
    expect(run.state).toMatchObject({ status: 'interrupted', resumableFrom: run.final?.step })
    await second.client.call('runs.resume', { id })
    await expectAsUndisturbed(second, id, run.final?.step ?? 0)
  })

  test('a silent worker is given up, and the run says so', async () => {
    const lab = await testLab(onTestFinished, { faults: { silenceMs: 4_000 } })
    const id = await lab.create(endless)
    await lab.until(id, (state) => state.status === 'running' && state.step >= 5)
    process.kill(trainingPid()!, 'SIGSTOP')
    expect(await lab.atRest(id)).toMatchObject({ status: 'interrupted', reason: expect.stringContaining('said nothing for 4 s') })
  })

  test('a worker that cannot start interrupts the run, with what it said last', async () => {
    const lab = await testLab(onTestFinished, { worker: { node: process.execPath, entry: '/nowhere/worker.js' } })
    const { id } = await lab.client.call('runs.create', { preset: 'pocket-grok', steps: 5 })
    expect(await lab.atRest(id)).toMatchObject({ status: 'interrupted', reason: expect.stringMatching(/Cannot find module/), resumableFrom: null })
    // A configuration of one's own is looked at by a worker before anything is saved.
    await expect(lab.create()).rejects.toThrow(/Cannot find module/)
    expect(await lab.client.call('runs.list', {})).toHaveLength(1)
  })

  test('an executor that is not there fails the run with the sentence of the worker', async () => {
    const lab = await testLab(onTestFinished)
    const { id } = await lab.client.call('runs.create', { preset: 'pocket-grok', steps: 5, executor: 'tensorflow' })
    expect(await lab.atRest(id)).toMatchObject({ status: 'failed', reason: expect.stringContaining('tensorflow') })
  })
})
