import { expect, onTestFinished, test } from 'vitest'
import { contract, type LabHandlers } from '../../shared/contract.ts'
import { connect } from '../../shared/rpc/client.ts'
import { channelPair } from '../../shared/rpc/pair.ts'
import { serve } from '../../shared/rpc/server.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import type { ExecutorName, RunId, RunState, RunSummary } from '../../shared/schema/run.ts'
import { tinyConfig } from '../core/testing/sample-runs.ts'
import { exitCodes, type ExitCode, type VerbContext } from './context.ts'
import { followSeeds } from './follow-seeds.ts'

interface Followed {
  readonly code: ExitCode
  readonly created: readonly number[]
  readonly said: string
}

interface Stage {
  readonly executor?: ExecutorName | null
  readonly interruption?: AbortController
  /** What a watcher sees of the run of a seed, up to where it rests. */
  watched(seed: number): Iterable<RunState>
  readonly hasCheckpoints?: boolean
}

/** Follows the seeds 0 to 9 in a lab of 4 threads whose runs are played. */
async function follow({ executor = null, interruption = new AbortController(), watched, hasCheckpoints = true }: Stage): Promise<Followed> {
  const runs = new Map<RunId, RunSummary>()
  const created: number[] = []
  const handlers: Partial<LabHandlers> = {
    'lab.info': () => ({ version: '0', host: 'server', store: '', node: '24', threads: 4, defaultExecutor: 'native' }),
    'runs.create': ({ seed }) => {
      const id = `run_${String(seed).padStart(12, '0')}` as RunId
      const nothing = { preset: null, executor: null, executorBuild: null, executorNote: null, startedAt: null, endedAt: null, seconds: null, compileSeconds: null, final: null, seams: [], set: null, member: null, parent: null, after: null, readOnly: null, project: 'default', tags: [], pinned: false, hidden: false, note: '', bookmarks: [] }
      const events = { train_acc_99: null, train_acc_100: null, test_acc_50: null, test_acc_95: null, test_acc_99: null }
      const run: RunSummary = { ...nothing, events, id, name: id, config: RunConfig.parse(tinyConfig), seed: seed ?? 0, state: { status: 'queued' }, colourSlot: 1, createdAt: '2026-11-23T05:00:00.000Z' }
      runs.set(id, run)
      created.push(run.seed)
      return run
    },
    'runs.watch': async ({ id }, { send }) => {
      const run = runs.get(id)!
      let state: RunState = run.state
      for (state of watched(run.seed)) {
        runs.set(id, { ...run, state })
        await send({ state, stepsPerSecond: null, secondsLeft: null, points: {}, removed: [], checkpoints: [] })
      }
      return { state }
    },
    'runs.get': ({ id }) => ({ run: runs.get(id)!, checkpoints: hasCheckpoints ? [{ step: 0, hasOptimiser: true, bytes: 1 }] : [] }),
    'runs.stop': ({ id }) => runs.get(id)!.state,
  }
  const [near, far] = channelPair()
  serve(contract, handlers as LabHandlers, far)
  const client = connect(contract, near)
  onTestFinished(() => client.close())
  let said = ''
  const terminal = { out: (text: string) => void (said += text), aside: (text: string) => void (said += text), columns: null }
  const context = { client, interruption: interruption.signal, terminal, operand: '', options: { json: false } } as unknown as VerbContext
  const code = await followSeeds(context, { config: {}, executor, threads: 1 }, { first: 0, last: 9 }, 2)
  return { code, created, said }
}

const finished: RunState = { status: 'finished', step: 40 }

test('the next run begins as soon as one ends, however much news of it there was', async () => {
  const { code, created } = await follow({
    *watched() {
      for (let step = 1; step <= 40; step++) yield { status: 'running', step }
      yield finished
    },
  })
  expect(code).toBe(exitCodes.done)
  expect(created).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('an executor that refuses the first seed is not asked again for the others', async () => {
  const { code, created, said } = await follow({ executor: 'tensorflow', watched: () => [{ status: 'running', step: 0 }, { status: 'failed', step: 0, reason: 'TensorFlow is not installed.' }] })
  expect(code).toBe(exitCodes.failed)
  expect(created).toEqual([0])
  expect(said).toMatch(/seed 0: failed at 0 of 40: TensorFlow is not installed\. \(1 of 10\)/)
  expect(said).toMatch(/0 of 10 seeds finished; the first was refused as is said above, and 9 were not begun because they would be too\./)
})

test('an executor that is asked for and makes a step is given the other seeds', async () => {
  const { created } = await follow({ executor: 'native', watched: () => [{ status: 'running', step: 0 }, { status: 'running', step: 1 }, finished] })
  expect(created).toHaveLength(10)
})

test('one that fails after it has trained keeps no other from training', async () => {
  const { code, created } = await follow({ watched: (seed) => [seed === 0 ? { status: 'failed', step: 5, reason: 'It broke.' } : finished] })
  expect(code).toBe(exitCodes.failed)
  expect(created).toHaveLength(10)
})

test('what was stopped before its first checkpoint is not called saved, and nobody is told to go on with it', async () => {
  const interruption = new AbortController()
  const watched = (): RunState[] => {
    interruption.abort()
    return [{ status: 'stopped', step: 0 }]
  }
  const { code, said } = await follow({ interruption, watched, hasCheckpoints: false })
  expect(code).toBe(exitCodes.interrupted)
  expect(said).toMatch(/^Stopped: 0 of 10 seeds finished, 0 were stopped with what they had saved, \d before their first checkpoint, \d were not begun\.$/m)
})
