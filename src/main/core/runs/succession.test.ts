import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { RunId, RunState, RunSummary } from '../../../shared/schema/run.ts'
import { testLab, type TestLab } from '../testing/labs.ts'

vi.mock('../../../science/presets/index.ts', async () => ({ presets: (await import('../testing/sample-presets.ts')).samplePresets }))

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

const set = async ({ client }: TestLab, preset: string, rest: { seed?: number; steps?: number } = {}): Promise<readonly RunSummary[]> => (await client.call('sets.create', { preset, ...rest })).runs
const stateOf = async ({ client }: TestLab, id: RunId): Promise<RunState> => (await client.call('runs.get', { id })).run.state
const isRunning = (state: RunState): boolean => state.status === 'running' && state.step > 0

describe('a set of runs', () => {
  test('is made at once and trained in order, named after its members; bases that it lacks are made too', async () => {
    const lab = await testLab(onTestFinished)
    const made = await set(lab, 'tiny-set', { seed: 5 })
    expect(made.map(({ name, member, seed }) => [name, member, seed])).toEqual([
      ['Three: plain, seed 5', 'plain', 5],
      ['Tiny, seed 5', null, 5],
      ['Three: elsewhere, seed 5', 'elsewhere', 5],
      ['Three: on, seed 5', 'on', 5],
    ])
    expect(new Set(made.map((run) => run.set)).size).toBe(1)
    expect(made[0]?.set).toMatch(/^set_[0-9a-z]{12}$/)
    expect(new Set(made.map(({ colourSlot }) => colourSlot)).size).toBe(4)
    expect(await lab.atRest(made[3]!.id)).toEqual({ status: 'finished', step: 5 })

    const ended = (await lab.client.call('runs.list', {})).toReversed()
    for (const [i, run] of ended.entries()) {
      expect(run.state.status).toBe('finished')
      expect(run.after).toBe(made[i - 1]?.id ?? null)
      if (i > 0) expect(Date.parse(run.startedAt!)).toBeGreaterThanOrEqual(Date.parse(ended[i - 1]!.endedAt!))
    }
    expect(ended.map(({ parent }) => parent)).toEqual([null, null, { run: made[1]!.id, step: 40, fork: null }, { run: made[2]!.id, step: 10, fork: null }])
  })

  test('ends with a member that diverges: those after it are not begun, and say why; resuming one takes up the rest', async () => {
    const lab = await testLab(onTestFinished)
    const [first, diverging, after, on] = (await set(lab, 'tiny-broken')).map(({ id }) => id)
    const sentence = expect.stringMatching(/^Not begun: “diverging” before it in the set diverged at step \d+\. Resume that run, and this one follows\.$/) as string
    expect(await lab.atRest(after!)).toEqual({ status: 'stopped', step: 0, reason: sentence })
    expect(await stateOf(lab, first!)).toMatchObject({ status: 'finished' })
    expect(await stateOf(lab, diverging!)).toMatchObject({ status: 'diverged' })
    expect(await lab.atRest(on!)).toMatchObject({ status: 'stopped', step: 0, reason: expect.stringContaining('“Broken: after, seed 0”, which it goes on from, was stopped') as string })

    await expect(lab.client.call('runs.resume', { id: on! })).rejects.toMatchObject({ code: 'not-possible-now', message: expect.stringContaining('goes on from the weights of “Broken: after, seed 0”') as string })
    await lab.client.call('runs.resume', { id: after! })
    expect(await lab.atRest(on!)).toEqual({ status: 'finished', step: 5 })
    expect(await stateOf(lab, after!)).toEqual({ status: 'finished', step: 40 })
    expect(await stateOf(lab, diverging!)).toMatchObject({ status: 'diverged' })
  })

  test('ends with a member that is stopped, and goes on with it; a member that was stopped by itself stays out', async () => {
    const lab = await testLab(onTestFinished)
    const [long, after] = (await set(lab, 'long-set')).map(({ id }) => id)
    await lab.until(long!, isRunning)
    expect(await stateOf(lab, after!)).toEqual({ status: 'queued' })
    await lab.client.call('runs.stop', { id: long! })
    expect(await lab.atRest(after!)).toMatchObject({ status: 'stopped', reason: expect.stringContaining('“long” before it in the set was stopped at step') as string })

    await lab.client.call('runs.resume', { id: long! })
    expect(await stateOf(lab, after!)).toEqual({ status: 'queued' })
    await lab.client.call('runs.stop', { id: after! })
    expect(await stateOf(lab, after!)).toEqual({ status: 'stopped', step: 0 })
    await lab.client.call('runs.stop', { id: long! })
    await lab.client.call('runs.resume', { id: long! })
    expect(await stateOf(lab, after!)).toEqual({ status: 'stopped', step: 0 })
    await lab.client.call('runs.stop', { id: long! })
  })

  test('is ended by the end of the lab, and goes on in the next where its run is resumed', async () => {
    const first = await testLab(onTestFinished)
    const [long, after] = (await set(first, 'long-set')).map(({ id }) => id)
    await first.until(long!, isRunning)
    await first.lab.close()
    const second = await testLab(onTestFinished, { store: first.store })
    expect(await stateOf(second, long!)).toMatchObject({ status: 'interrupted' })
    expect(await stateOf(second, after!)).toMatchObject({ status: 'stopped', reason: expect.stringContaining('was interrupted') as string })
    await second.client.call('runs.resume', { id: long! })
    expect(await stateOf(second, after!)).toEqual({ status: 'queued' })
    await second.client.call('runs.stop', { id: long! })
  })

  test('lets others pass that wait for nothing', async () => {
    const lab = await testLab(onTestFinished)
    const [long] = await lab.client.call('sets.create', { preset: 'long-set', threads: 1 }).then(({ runs }) => runs)
    const other = await lab.client.call('runs.create', { preset: 'tiny', threads: 1 })
    expect(await lab.atRest(other.id)).toMatchObject({ status: 'finished' })
    await lab.client.call('runs.stop', { id: long!.id })
  })
})

test('what is overridden is overridden in each member', async () => {
  const lab = await testLab(onTestFinished)
  const { runs } = await lab.client.call('sets.create', { preset: 'tiny-tickets', steps: 3, set: [['optimiser.weight_decay', 2]] })
  expect(runs.map(({ name, config }) => [name, config.steps, config.optimiser.weight_decay])).toEqual([
    ['Tickets: base, weight_decay 2, seed 0', 3, 2],
    ['Tickets: ticket, weight_decay 2, seed 0', 3, 2],
    ['Tickets: random, weight_decay 2, seed 0', 3, 2],
  ])
  for (const { id } of runs) await lab.atRest(id)
})

test.each([
  ['a set as a run', 'runs.create', { preset: 'tiny-set' }, 'bad-input', /Three is a set of 3 runs.*start it as a set/],
  ['theory as a run', 'runs.create', { preset: 'tiny-theory' }, 'bad-input', /A law needs no network.*compute it instead/],
  ['a run as a set', 'sets.create', { preset: 'tiny' }, 'bad-input', /Tiny is not a set of runs/],
  ['a key that a member lacks', 'sets.create', { preset: 'tiny-set', set: [['optimiser.weight_decai', 1]] }, 'unknown-key', /optimiser.weight_decay/],
  ['a value out of range', 'sets.create', { preset: 'tiny-set', set: [['optimiser.weight_decay', -1]] }, 'bad-config', /weight_decay is -1/],
] as const)('refuses %s with a sentence and saves nothing', async (_what, method, input, code, sentence) => {
  const { client } = await testLab(onTestFinished)
  const asked = input as { preset: string; set?: [string, number][] }
  await expect(client.call(method, asked)).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) as string })
  expect(await client.call('runs.list', {})).toEqual([])
})
