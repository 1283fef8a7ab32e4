import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { RunId } from '../../../shared/schema/run.ts'
import { holdStore } from '../owner/lock.ts'
import { workerCommand } from '../paths.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { time, weights } from '../testing/sample-runs.ts'
import { openStore } from './store.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 })

const entry = join(import.meta.dirname, '..', 'testing', 'owner-process.ts')

/** Starts a process that commits without end, kills it after so many acknowledgements, and returns the last of them. */
async function committedUntilKilled(folder: string, acknowledgements: number): Promise<{ readonly id: RunId; readonly last: number }> {
  const child = spawn(workerCommand().node, [entry, 'commits', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  let id = ''
  let last = -1
  for await (const line of createInterface({ input: child.stdout })) {
    if (id === '') id = line
    else last = Number(line)
    if (last === acknowledgements) child.kill('SIGKILL') // lines that are still in the pipe are acknowledgements too
  }
  expect(await gone).toBe('SIGKILL')
  expect(last).toBeGreaterThanOrEqual(acknowledgements)
  return { id: id as RunId, last }
}

describe('a process that is killed while it saves', () => {
  test.each([0, 1, 7, 40, 113, 180])('after %i acknowledgements has lost none, and left nothing half', async (count) => {
    const folder = temporaryFolder(onTestFinished)
    const { id, last } = await committedUntilKilled(folder, count)

    const lock = holdStore(folder) // free again, although nobody released it
    const store = await openStore(folder, { now: time })
    onTestFinished(() => (store.close(), lock.release()))
    expect(store.check()).toBeNull()
    const curves = store.curves.read(id)
    const steps = [...curves['loss']!.steps]
    expect(steps.length - 1).toBeGreaterThanOrEqual(last)
    expect(steps).toEqual(steps.map((_, i) => i))
    expect([...curves['accuracy']!.values]).toEqual(steps.map((s) => -s))
    // Points and their checkpoint came together, and the run says the same step.
    expect(store.checkpoints.list(id).map((c) => c.step)).toEqual(steps)
    expect(store.runs.get(id).step).toBe(steps.at(-1))
    expect((await store.checkpoints.weights(id, steps.at(-1)!)).tensors).toEqual(weights(steps.at(-1)!))
  })
})
