import { z } from 'zod'
import type { RunConfig } from './run-config.ts'

export const RunId = z.string().regex(/^run_[0-9a-z]{12}$/, 'A run is named run_ and twelve letters or digits.').brand<'RunId'>()
export type RunId = z.output<typeof RunId>

export const ExecutorName = z.enum(['reference', 'native', 'tensorflow'])
export type ExecutorName = z.output<typeof ExecutorName>

const step = z.int().min(0)

/** Where a run stands. `step` is the last step whose points are committed. */
export const RunState = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('queued') }),
  z.strictObject({ status: z.literal('running'), step }),
  /** `reason` where the lab paused it itself, as on a full disk. */
  z.strictObject({ status: z.literal('paused'), step, reason: z.string().optional() }),
  z.strictObject({ status: z.literal('finished'), step }),
  /** `reason` where it was to come after a run that did not finish, and was not begun. */
  z.strictObject({ status: z.literal('stopped'), step, reason: z.string().optional() }),
  z.strictObject({ status: z.literal('interrupted'), step, reason: z.string(), resumableFrom: step.nullable() }),
  z.strictObject({ status: z.literal('failed'), step, reason: z.string() }),
  z.strictObject({ status: z.literal('diverged'), step, quantity: z.string() }),
])
export type RunState = z.output<typeof RunState>
export type RunStatus = RunState['status']

/** Canonical events. A condition holds first at a *logged* step; the threshold travels with the step. */
export const eventIds = ['train_acc_99', 'train_acc_100', 'test_acc_50', 'test_acc_95', 'test_acc_99'] as const
export const EventId = z.enum(eventIds)
export type EventId = z.output<typeof EventId>

export const EventSteps = z.record(EventId, step.nullable())
export type EventSteps = z.output<typeof EventSteps>

/** Losses and accuracies (0 to 1) at the last logged step. */
export const FinalValues = z.strictObject({
  step,
  train_loss: z.number(),
  train_accuracy: z.number(),
  test_loss: z.number(),
  test_accuracy: z.number(),
})
export type FinalValues = z.output<typeof FinalValues>

/** A step of a run that somebody named. */
export const Bookmark = z.strictObject({ step, name: z.string() })
export type Bookmark = z.output<typeof Bookmark>

const parts = ['task', 'split', 'model', 'loss', 'optimiser', 'batch', 'log', 'checkpoint', 'measures'] as const

/**
 * A configuration in an answer. The core has parsed it, so here only its parts are looked for: a list of hundreds is not parsed twice, and
 * a page opens without the schemas of everything that can be configured. That of a read-only run is what a newer version wrote; each of
 * its parts is there, but may hold what no schema of ours knows.
 */
export const CheckedConfig = z.custom<RunConfig>((value) => typeof value === 'object' && value !== null && parts.every((part) => part in value))

export const RunSummary = z.strictObject({
  id: RunId,
  name: z.string(),
  preset: z.string().nullable(),
  config: CheckedConfig,
  /** Why it can be viewed and exported only, as a run of a newer version; null where everything can be done with it. */
  readOnly: z.string().nullable(),
  /** The id of its project. */
  project: z.string(),
  /** In alphabetical order. */
  tags: z.array(z.string()).readonly(),
  pinned: z.boolean(),
  hidden: z.boolean(),
  /** Markdown. */
  note: z.string(),
  /** In the order of steps. */
  bookmarks: z.array(Bookmark).readonly(),
  seed: z.int(),
  state: RunState,
  executor: ExecutorName.nullable(),
  /** Build of the executor that trained it; equal strings promise equal bytes. */
  executorBuild: z.string().nullable(),
  /** Why it is not the usual executor, and what could not be measured; null when there is nothing to say. */
  executorNote: z.string().nullable(),
  /** Colour of the run everywhere, 1 to 28; resolved by theme. */
  colourSlot: z.int().min(1).max(28),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Active training time including evaluation and commits, without pauses. */
  seconds: z.number().nullable(),
  compileSeconds: z.number().nullable(),
  events: EventSteps,
  final: FinalValues.nullable(),
  /** Steps at which training went on after an interruption, with the time and whether the executor's build changed. */
  seams: z.array(z.strictObject({ step, at: z.iso.datetime(), sameBuild: z.boolean() })).readonly(),
  /** What the runs of a set that were made together have in common; null for a run by itself. */
  set: z.string().nullable(),
  /** Its name in the set. */
  member: z.string().nullable(),
  /** The run whose weights it goes on from, and the step they are of; that is null until they are taken. */
  parent: z
    .strictObject({
      run: RunId,
      step: step.nullable(),
      /** A fork has the curves and checkpoints of its parent up to the step. `state`: the step of the stored state from which it goes on, the same where nothing is computed again. */
      fork: z.strictObject({ state: step }).nullable(),
    })
    .nullable(),
  /** It begins once this run is finished. */
  after: RunId.nullable(),
})
export type RunSummary = z.output<typeof RunSummary>

export const CheckpointInfo = z.strictObject({ step, hasOptimiser: z.boolean(), bytes: z.int() })
export type CheckpointInfo = z.output<typeof CheckpointInfo>

/** Curves as stored: `steps[i]` ascending, `values[i]` beside it. NaN and infinity are results. */
export interface SeriesData {
  readonly steps: Uint32Array
  readonly values: Float64Array
}
export type Curves = Readonly<Record<string, SeriesData>>
