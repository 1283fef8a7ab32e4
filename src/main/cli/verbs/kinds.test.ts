import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { parseArguments } from '../arguments.ts'
import { exitCodes, type ExitCode } from '../context.ts'
import { testLab, type TestLab } from '../../core/testing/labs.ts'
import { verbs } from './index.ts'

vi.mock('../../../science/presets/index.ts', async () => ({ presets: (await import('../../core/testing/sample-presets.ts')).samplePresets }))

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

interface Said {
  readonly code: ExitCode
  readonly out: string
  readonly aside: string
  /** Standard output, one object a line. */
  objects(): Record<string, unknown>[]
}

/** A command as a user writes it, on a lab in this process. */
async function grokscope({ client }: TestLab, line: string, interruption = new AbortController()): Promise<Said> {
  const command = parseArguments(line.split(' '))
  if (command.kind !== 'verb') throw new Error(`${line} is no verb`)
  let out = ''
  let aside = ''
  const terminal = { out: (text: string) => void (out += text), aside: (text: string) => void (aside += text), columns: null }
  const code = await verbs[command.verb]({ client, options: command.options, operand: command.operand ?? '', terminal, interruption: interruption.signal })
  return { code, out, aside, objects: () => out.trim().split('\n').map((text) => JSON.parse(text) as Record<string, unknown>) }
}

describe('presets', () => {
  let listed: Said
  beforeAll(async () => {
    const cleaners: (() => void | Promise<void>)[] = []
    const lab = await testLab((clean) => void cleaners.unshift(clean))
    listed = await grokscope(lab, 'presets --json')
    for (const clean of cleaners) await clean()
  })

  test('are listed with kind, system, figure, what was checked and what they cost', () => {
    const all = listed.objects()
    expect(all.map(({ id, kind }) => `${String(id)} ${String(kind)}`)).toEqual([
      'tiny run', 'tiny-on continuation', 'tiny-never continuation', 'tiny-tickets set', 'tiny-set set', 'tiny-broken set', 'long-set set', 'tiny-theory theory',
    ])
    for (const each of all) expect(each).toMatchObject({ system: 'testing', figure: null, faithful: false, seedsChecked: each['kind'] === 'theory' ? [] : [0], seconds: null })
  })

  test('say what they run, without ghost lines', () => {
    const [run, on, , tickets, , , , theory] = listed.objects()
    expect(run).toMatchObject({ config: { steps: 40 } })
    expect(on).toMatchObject({ config: { steps: 10 }, goesOn: { of: 'tiny', at: 'last', start: { kind: 'weights' } } })
    expect(tickets).toMatchObject({ members: [{ name: 'base', goesOn: null }, { name: 'ticket', goesOn: { of: 'base' }, config: { constraint: { kind: 'keep_zeros' } } }, { name: 'random' }] })
    expect(theory).toMatchObject({ theory: 'decay_time', parameters: { weight_decay: 0.1 } })
    expect(listed.out).not.toContain('expectedCurves')
  })
})

describe('run', () => {
  test('of a continuation prints one object, which names its parent; its base is told aside and reused', async () => {
    const lab = await testLab(onTestFinished)
    const first = await grokscope(lab, 'run tiny-on --seed 2 --json')
    expect(first.code).toBe(exitCodes.done)
    expect(first.aside).toContain('Tiny, on, seed 2 goes on from Tiny, seed 2')
    expect(first.objects()).toMatchObject([{ preset: 'tiny-on', seed: 2, steps: 10, parent: { run: expect.stringMatching(/^run_/) as string } }])
    const again = await grokscope(lab, 'run tiny-on --seed 2')
    expect(again.aside).not.toContain('trained first')
    expect(again.out).toMatch(/goes on from +run_\w{12} at step 40/)
    expect(await lab.client.call('runs.list', {})).toHaveLength(3)
  })

  test('of a set prints one object a member, in order', async () => {
    const lab = await testLab(onTestFinished)
    const { code, objects } = await grokscope(lab, 'run tiny-tickets --steps 5 --json')
    expect(code).toBe(exitCodes.done)
    expect(objects().map(({ member, steps, runId }) => [member, steps, typeof runId])).toEqual([['base', 5, 'string'], ['ticket', 5, 'string'], ['random', 5, 'string']])
  })

  test('of a set whose member diverges fails, names what was not begun, and resume takes that up', async () => {
    const lab = await testLab(onTestFinished)
    const { code, aside, objects } = await grokscope(lab, 'run tiny-broken --json')
    expect(code).toBe(exitCodes.failed)
    expect(aside).toMatch(/1 of 4 runs finished\. Not begun: Broken: after, seed 0; Broken: on, seed 0\./)
    expect(objects().map(({ member, steps }) => [member, steps])).toEqual([['first', 40], ['diverging', expect.any(Number)], ['after', 0], ['on', 0]])
    const resumed = await grokscope(lab, `resume ${String(objects()[2]?.['runId'])} --json`)
    expect(resumed.objects()).toMatchObject([{ member: 'after', steps: 40 }, { member: 'on', steps: 5 }])
  })

  test('of a set, interrupted, stops its run and begins no other', async () => {
    const lab = await testLab(onTestFinished)
    const interruption = new AbortController()
    const running = grokscope(lab, 'run long-set --json', interruption)
    for await (const { runs } of lab.client.stream('runs.watchAll', {})) if (runs.some(({ state }) => state.status === 'running' && state.step > 0)) break
    interruption.abort()
    expect((await running).code).toBe(exitCodes.interrupted)
    const states = (await lab.client.call('runs.list', {})).map(({ state }) => state)
    expect(states).toMatchObject([{ status: 'stopped', step: 0 }, { status: 'stopped', step: expect.any(Number) as number }])
  })

  test('of several seeds of a set makes one set after the other', async () => {
    const lab = await testLab(onTestFinished)
    const { objects } = await grokscope(lab, 'run tiny-tickets --seeds 3..4 --steps 2 --json')
    expect(objects().map(({ seed, member }) => `${String(seed)} ${String(member)}`)).toEqual(['3 base', '3 ticket', '3 random', '4 base', '4 ticket', '4 random'])
    await expect(grokscope(lab, 'run tiny-tickets --seeds 3..4 --parallel 2')).rejects.toThrow(/in their order.*--parallel/)
  })

  test('of theory prints numbers and curves, and saves nothing', async () => {
    const lab = await testLab(onTestFinished)
    const { code, objects } = await grokscope(lab, 'run tiny-theory --set from=104 --json')
    expect(code).toBe(exitCodes.done)
    const [result] = objects()
    expect(result).toMatchObject({ runId: null, preset: 'tiny-theory', seed: null, executor: null, final: null, theory: 'decay_time', parameters: { from: 104, to: 52, weight_decay: 0.1, learning_rate: 1e-3 } })
    expect((result?.['values'] as { steps: number }).steps).toBeCloseTo(Math.log(2) * 1e4, 6)
    expect(result).toHaveProperty('curves.norm.x')
    expect((await grokscope(lab, 'run tiny-theory')).out).toMatch(/A law: t = ln.*\n\nsteps +5813\.56/)
    expect(await lab.client.call('runs.list', {})).toEqual([])
  })

  test.each([
    ['run tiny-theory --steps 5', /trains nothing, so --steps means nothing/],
    ['run tiny-theory --set weight_decai=1', /no parameter "weight_decai"/],
    ['run tiny-set --set optimiser.weight_decai=1', /Did you mean optimiser.weight_decay/],
    ['run tiny-sett', /Did you mean "tiny-set"/],
    ['explain tiny-set', /is a set of runs/],
    ['explain tiny-theory', /needs no network/],
  ])('“%s” is refused with a sentence', async (line, sentence) => {
    const lab = await testLab(onTestFinished)
    await expect(grokscope(lab, line)).rejects.toThrow(sentence)
    expect(await lab.client.call('runs.list', {})).toEqual([])
  })
})

describe('phases', () => {
  test('gives the three labels with their thresholds, which can be moved', async () => {
    const lab = await testLab(onTestFinished)
    await grokscope(lab, 'run tiny --json')
    const [labels] = (await grokscope(lab, 'phases latest --json')).objects()
    expect(labels).toMatchObject({
      runId: expect.stringMatching(/^run_/) as string,
      liu: { label: expect.stringMatching(/confusion|memorization/) as string, open: true, thresholds: { accuracy: 0.9, delay: 1000, budget: 1e5 } },
      pair: { label: 'high train loss', widestGap: expect.any(Number) as number, thresholds: { loss: 1e-5, ratio: 50_000 } },
      minegishi: { generalised: null, strength: null, thresholds: { accuracy: 0.95 } },
    })
    const moved = await grokscope(lab, 'phases latest --set liu.accuracy=0 --set liu.budget=40 --set minegishi=0 --json')
    expect(moved.objects()[0]).toMatchObject({ liu: { label: 'comprehension', open: false, thresholds: { accuracy: 0, delay: 1000, budget: 40 } }, minegishi: { memorised: 0, generalised: 0 } })
    expect((await grokscope(lab, 'phases latest')).out).toMatch(/Liu .*budget 100000 steps\n.*PAIR .*ratio 50000\n.*Minegishi .*accuracy 0\.95/)
    await expect(grokscope(lab, 'phases latest --set liu.delai=3')).rejects.toThrow(/no threshold "liu.delai".*liu.delay/)
    await expect(grokscope(lab, 'phases latest --set liu.delay=-3')).rejects.toThrow(/threshold liu.delay does not fit/)
  })
})

describe('fork', () => {
  test('makes a run that goes on from a checkpoint, says where its state comes from, and prints it as run does', async () => {
    const lab = await testLab(onTestFinished)
    const first = (await grokscope(lab, 'run tiny --json')).objects()[0]
    const forked = await grokscope(lab, 'fork latest --step 31 --set optimiser.learning_rate=0.002 --json')
    expect(forked.objects()).toMatchObject([{ preset: 'tiny', steps: 40, parent: { run: first?.['runId'], step: 31 } }])
    const told = await grokscope(lab, `fork ${String(first?.['runId'])} --step 31 --seed 2`)
    expect(told.aside).toMatch(/forked at step 31 as run_\w+\. Only weights are stored there: the optimiser's state is computed again from step \d+\./)
    expect(told.out).toMatch(/forked from\s+run_\w+ at step 31/)
    await expect(grokscope(lab, 'fork latest --step 29')).rejects.toMatchObject({ code: 'no-checkpoint' })
  })
})
