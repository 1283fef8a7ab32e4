import { z } from 'zod'
import { call, stream, type Handlers, type Client } from './rpc/specification.ts'
import { MeasureCard, MeasureProgress, MeasureResult } from './contract.ts'
import { Explanation } from './schema/explanation.ts'
import { BenchMeasurement, BenchRequest, BenchSample } from './schema/bench.ts'
import { MeasureParameters, MeasuresConfig } from './schema/config/measures.ts'
import { RunConfig } from './schema/run-config.ts'
import { StepTiming } from './schema/estimate.ts'
import { ExecutorName } from './schema/run.ts'
import { Constructed, ConstructedOrder } from './schema/constructed.ts'
import { StepApart } from './schema/step-apart.ts'
import { TheoryAnswer, TheoryCard, TheoryParameters } from './schema/theory.ts'
import { Curves, Tensors } from './schema/tensors.ts'

const nothing = z.strictObject({})
const step = z.int().min(0)
const large = 1 << 30
/** The files that `filesOf` names, by its names. */
const files = z.record(z.string(), z.instanceof(Uint8Array)).default({})

/** Raised when either side changes what it says; a worker of another version is refused at the handshake. */
export const workerProtocol = 4

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
  /** Something that whoever reads the run should know, a sentence. */
  z.strictObject({ kind: z.literal('note'), note: z.string() }),
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
      files,
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
  /** Refuses measures that there are not, parameters that they do not have, and those that training cannot wait for. */
  checkMeasures: call(z.strictObject({ measures: MeasuresConfig }), nothing),
  /** The run whose checkpoints are measured from now on. */
  measuredRun: call(z.strictObject({ config: RunConfig, files }), nothing, large),
  /** The checkpoint of that run that is measured from now on: many measures are asked of one, and it is sent once. */
  measuredCheckpoint: call(
    z.strictObject({
      step,
      weights: Tensors,
      /** The checkpoint before, for what is measured between two. */
      previous: z.strictObject({ step, weights: Tensors }).nullable(),
    }),
    nothing,
    large,
  ),
  /** A measure on the weights that were sent last; items say how far it is. */
  measure: stream(z.strictObject({ measure: z.string(), parameters: MeasureParameters.default({}) }), MeasureProgress, MeasureResult),
  /** Computes a piece of theory. */
  theory: call(z.strictObject({ theory: z.string(), parameters: TheoryParameters }), TheoryAnswer),
  theories: call(nothing, z.array(TheoryCard).readonly()),
  /** Builds a constructed solution and tries it on every pair. */
  construct: call(ConstructedOrder, Constructed),
  /** First weights of a run that goes on from another, as a lottery ticket of it. */
  ticket: call(z.strictObject({ initial: Tensors, later: Tensors, prune: z.number().min(0).max(1), mask: z.enum(['magnitude', 'random']), seed: z.int().min(0) }), Tensors, large),
  /** The step of a run after each pass of the compiler. */
  explain: call(z.strictObject({ config: RunConfig, files, pass: z.string().nullable() }), Explanation, large),
  /** Makes some steps of a run and times them; nothing of it is kept. */
  estimate: call(z.strictObject({ config: RunConfig, files, unfit: z.partialRecord(ExecutorName, z.string()).default({}), threads: z.int().min(1), limitMs: z.number().min(0) }), StepTiming, large),
  /** The update after `at` steps in its parts, from a state at or before it; `limitMs` for the steps between. */
  stepApart: call(z.strictObject({ config: RunConfig, files, from: TrainingState, at: step, limitMs: z.number().min(0) }), StepApart, large),
  /** Refuses what a schema cannot see: files that do not fit, a split without tests, a model that cannot take the task. Trains nothing. */
  check: call(z.strictObject({ config: RunConfig, files }), nothing, large),
  /** Gradient check against stored reference values and a few steps of a small run. */
  probe: call(z.strictObject({ executor: ExecutorName }), z.strictObject({ healthy: z.boolean(), absent: z.boolean(), build: z.string().nullable(), device: z.string().nullable(), note: z.string(), seconds: z.number() })),
  /** Times one workload; samples come as they are taken. */
  bench: stream(BenchRequest, BenchSample, BenchMeasurement),
} as const

export type WorkerContract = typeof workerContract
export type WorkerHandlers = Handlers<WorkerContract>
export type WorkerClient = Client<WorkerContract>
