import { z } from 'zod'
import { call, stream, type Handlers, type Client } from './rpc/specification.ts'
import { MeasureCard, Curves } from './contract.ts'
import { Explanation } from './schema/explanation.ts'
import { BenchMeasurement, BenchRequest, BenchSample } from './schema/bench.ts'
import { RunConfig } from './schema/run-config.ts'
import { ExecutorName } from './schema/run.ts'
import { Tensors } from './schema/tensors.ts'

const nothing = z.strictObject({})
const step = z.int().min(0)
const large = 1 << 30

/** Raised when either side changes what it says; a worker of another version is refused at the handshake. */
export const workerProtocol = 1

/** The state from which training goes on: exact weights and the optimiser's state after `step` updates. */
export const TrainingState = z.strictObject({ step, weights: Tensors, optimiser: Tensors })
export type TrainingState = z.output<typeof TrainingState>

export const TrainItem = z.discriminatedUnion('kind', [
  /** The program is compiled; first item. */
  z.strictObject({ kind: z.literal('compiled'), executor: ExecutorName, build: z.string(), seconds: z.number(), note: z.string().nullable() }),
  /** Sent at least every second, also while paused. `seconds`: active time so far in this worker. */
  z.strictObject({ kind: z.literal('heartbeat'), step, seconds: z.number() }),
  /** Logged points since the last item, and with them a checkpoint when one is due at the last of their steps. */
  z.strictObject({
    kind: z.literal('points'),
    curves: Curves,
    seconds: z.number(),
    checkpoint: z.strictObject({ step, weights: Tensors, /** Null at the checkpoints that carry weights only. */ optimiser: Tensors.nullable() }).nullable(),
  }),
  z.strictObject({ kind: z.literal('paused'), step }),
  z.strictObject({ kind: z.literal('resumed'), step }),
])
export type TrainItem = z.output<typeof TrainItem>

export const TrainEnd = z.discriminatedUnion('reason', [
  z.strictObject({ reason: z.literal('finished'), step, seconds: z.number() }),
  /** By request; the last item carried a checkpoint with the optimiser's state. */
  z.strictObject({ reason: z.literal('stopped'), step, seconds: z.number() }),
  z.strictObject({ reason: z.literal('diverged'), step, quantity: z.string(), seconds: z.number() }),
])
export type TrainEnd = z.output<typeof TrainEnd>

/** What the core asks of the process that computes. */
export const workerContract = {
  hello: call(z.strictObject({ protocol: z.int() }), z.strictObject({ protocol: z.int(), pid: z.int(), node: z.string(), version: z.string() })),
  /** Trains one run. One at a time a worker. */
  train: stream(
    z.strictObject({
      config: RunConfig,
      from: TrainingState.nullable(),
      /** Forced; null leaves the choice to the worker. */
      executor: ExecutorName.nullable(),
      /** What made the steps so far; kept where it still can. */
      before: ExecutorName.nullable().default(null),
      /** Executors that a probe found unfit, with the reason: the worker does not even load them. */
      unfit: z.partialRecord(ExecutorName, z.string()).default({}),
      threads: z.int().min(1),
    }),
    TrainItem,
    TrainEnd,
    large,
  ),
  /** Takes effect within one step of the run in progress. */
  control: call(z.strictObject({ action: z.enum(['pause', 'resume', 'stop']) }), nothing),
  measureCards: call(nothing, z.array(MeasureCard).readonly()),
  measure: call(z.strictObject({ measure: z.string(), config: RunConfig, weights: Tensors }), z.record(z.string(), z.number()), large),
  /** The step of a run after each pass of the compiler. */
  explain: call(z.strictObject({ config: RunConfig, pass: z.string().nullable() }), Explanation),
  /** Gradient check against stored reference values and a few steps of a small run. */
  probe: call(z.strictObject({ executor: ExecutorName }), z.strictObject({ healthy: z.boolean(), absent: z.boolean(), build: z.string().nullable(), device: z.string().nullable(), note: z.string(), seconds: z.number() })),
  /** Times one workload; samples come as they are taken. */
  bench: stream(BenchRequest, BenchSample, BenchMeasurement),
} as const

export type WorkerContract = typeof workerContract
export type WorkerHandlers = Handlers<WorkerContract>
export type WorkerClient = Client<WorkerContract>
