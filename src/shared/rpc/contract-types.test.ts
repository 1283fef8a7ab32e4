import { expectTypeOf, test } from 'vitest'
import type { LabClient, LabHandlers } from '../contract.ts'
import type { RunListChange } from '../schema/organise.ts'
import type { RunId, RunState, RunSummary } from '../schema/run.ts'
import type { CallContext, Stream, StreamContext } from './specification.ts'
import type { TrainEnd, TrainItem, WorkerClient } from '../worker-contract.ts'

// Compared by `npm run types`; nothing here is ever called.
declare const lab: LabClient
declare const worker: WorkerClient
declare const id: RunId

test('a call takes what its schema takes and gives what its schema gives', () => {
  const create = () => lab.call('runs.create', { preset: 'pocket-grok' }) // keys with defaults may be left out
  expectTypeOf(create).returns.resolves.toEqualTypeOf<RunSummary>()
  const pause = () => lab.call('runs.pause', { id })
  expectTypeOf(pause).returns.resolves.toEqualTypeOf<RunState>()
})

test('a stream gives items and an end', () => {
  const train = () => worker.stream('train', { config: undefined as never, from: null, executor: null, threads: 1 })
  expectTypeOf(train).returns.toEqualTypeOf<Stream<TrainItem, TrainEnd>>()
})

test('handlers see the parsed input, and only streams can send', () => {
  expectTypeOf<Parameters<LabHandlers['runs.create']>[0]['seed']>().toEqualTypeOf<number | null>()
  expectTypeOf<Parameters<LabHandlers['runs.watch']>[0]['afterStep']>().toEqualTypeOf<number>()
  expectTypeOf<Parameters<LabHandlers['runs.pause']>[1]>().toEqualTypeOf<CallContext>()
  expectTypeOf<Parameters<LabHandlers['runs.watchAll']>[1]>().toEqualTypeOf<StreamContext<RunListChange>>()
})

test('what the contract does not say does not compile', () => {
  const wrong = () => [
    // @ts-expect-error no such method
    lab.call('runs.explode', {}),
    // @ts-expect-error a stream is not a call
    lab.call('runs.watchAll', {}),
    // @ts-expect-error a call is not a stream
    lab.stream('runs.list', {}),
    // @ts-expect-error an unknown key
    lab.call('runs.list', { limit: 3 }),
    // @ts-expect-error an unknown key beside a known one
    lab.call('runs.get', { id, limit: 3 }),
    // @ts-expect-error a number is not a run id
    lab.call('runs.get', { id: 7 }),
    // @ts-expect-error a missing key
    lab.call('runs.weights', { id }),
  ]
  expectTypeOf(wrong).toBeFunction()
})
