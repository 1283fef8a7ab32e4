import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { RunId } from '../../../shared/schema/run.ts'
import { testLab, type TestLab } from '../testing/labs.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

const endless = { steps: 10_000_000 }
const verbs = ['pause', 'resume', 'stop'] as const

const statusOf = async (lab: TestLab, id: RunId) => (await lab.client.call('runs.get', { id })).run.state.status

/** What a verb makes of a run: its new status, or the code of the refusal. */
async function made(lab: TestLab, verb: (typeof verbs)[number], id: RunId): Promise<string> {
  try {
    return (await lab.client.call(`runs.${verb}`, { id })).status
  } catch (error) {
    const { code, message } = error as { code: string; message: string }
    expect(message).toMatch(/Nothing was changed/)
    return code
  }
}

/** A run in each state, on a lab whose queue is full. */
async function inState(lab: TestLab, status: string): Promise<RunId> {
  const id = await lab.create(status === 'finished' ? {} : endless)
  if (status === 'finished') await lab.atRest(id)
  else if (status !== 'queued') await lab.until(id, (state) => state.status === 'running' && state.step > 0)
  if (status === 'paused') await lab.client.call('runs.pause', { id })
  if (status === 'stopped') await lab.client.call('runs.stop', { id })
  return id
}

const no = 'not-possible-now'

describe('pause, resume and stop', () => {
  test.each([
    ['running', { pause: 'paused', resume: no, stop: 'stopped' }],
    ['paused', { pause: no, resume: 'running', stop: 'stopped' }],
    ['stopped', { pause: no, resume: /queued|running/, stop: no }],
    ['finished', { pause: no, resume: no, stop: no }],
  ] as const)('of a %s run do what they say or are refused, and a refusal changes nothing', async (status, wanted) => {
    const lab = await testLab(onTestFinished)
    for (const verb of verbs) {
      const id = await inState(lab, status)
      const result = await made(lab, verb, id)
      expect(result, verb).toMatch(wanted[verb])
      if (result === no) expect(await statusOf(lab, id)).toBe(status)
      if (['running', 'queued', 'paused'].includes(await statusOf(lab, id))) await lab.client.call('runs.stop', { id })
    }
  })

  test('of a queued run: it can only be taken out of the queue, and queued again', async () => {
    const lab = await testLab(onTestFinished)
    const { threads } = await lab.client.call('lab.info', {})
    const blocker = (await lab.client.call('runs.create', { preset: 'five-second-grok', steps: 10_000_000, threads })).id
    const id = await lab.create()
    expect(await statusOf(lab, id)).toBe('queued')
    expect(await made(lab, 'pause', id)).toBe(no)
    expect(await made(lab, 'resume', id)).toBe(no)
    expect(await made(lab, 'stop', id)).toBe('stopped')
    expect(await made(lab, 'resume', id)).toBe('queued')
    await lab.client.call('runs.stop', { id: blocker })
    expect(await lab.atRest(id)).toEqual({ status: 'finished', step: 40 })
  })

  test('a paused run makes no steps, and goes on exactly there', async () => {
    const lab = await testLab(onTestFinished)
    const id = await inState(lab, 'paused')
    const { weights, step } = await (async () => {
      const { bytes, step } = await lab.client.call('runs.weightsFile', { id })
      return { weights: bytes, step }
    })()
    expect((await lab.client.call('runs.weightsFile', { id })).step).toBe(step)
    expect((await lab.client.call('runs.weightsFile', { id })).bytes).toEqual(weights)
    await lab.client.call('runs.resume', { id })
    await lab.until(id, (state) => state.status === 'running' && state.step > step)
    await lab.client.call('runs.stop', { id })
  })

  test('both at once and twice do no harm: one is done, the others are told', async () => {
    const lab = await testLab(onTestFinished)
    const id = await inState(lab, 'running')
    const results = await Promise.allSettled(['pause', 'stop', 'pause', 'stop'].map((verb) => lab.client.call(`runs.${verb as 'pause'}`, { id })))
    expect(results.filter((r) => r.status === 'fulfilled').length).toBeGreaterThan(0)
    expect((await lab.atRest(id)).status).toBe('stopped')
  })

  test('fewer steps than configured are refused, an unknown run too', async () => {
    const lab = await testLab(onTestFinished)
    const id = await inState(lab, 'stopped')
    await expect(lab.client.call('runs.resume', { id, steps: 3 })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(lab.client.call('runs.stop', { id: 'run_000000000000' as RunId })).rejects.toMatchObject({ code: 'unknown-run' })
  })
})
