import { z } from 'zod'
import { guideMethods } from './contract/guide.ts'
import { insidesMethods } from './contract/insides.ts'
import { organiseMethods } from './contract/organise.ts'
import { storageMethods } from './contract/storage.ts'
import { call, stream, type Handlers, type Client } from './rpc/specification.ts'
import { Explanation } from './schema/explanation.ts'
import { BenchItem, BenchOrder } from './schema/bench.ts'
import { FileKind } from './schema/config/file.ts'
import { MeasureParameters } from './schema/config/measures.ts'
import { Labels } from './schema/labels.ts'
import { MenuCommand } from './schema/menu.ts'
import { ProjectId } from './schema/organise.ts'
import { PresetSummary } from './schema/preset.ts'
import { CheckpointInfo, ExecutorName, RunId, RunState, RunSummary } from './schema/run.ts'
import { Curves, Tensor, Tensors } from './schema/tensors.ts'
import { TheoryAnswer, TheoryCard, TheoryParameters } from './schema/theory.ts'
import { Assignment } from './contract/assignment.ts'
import { runsExtraMethods } from './contract/runs-extra.ts'

export { PresetSummary } from './schema/preset.ts'

const nothing = z.strictObject({})
const step = z.int().min(0)
/** Null is all of them. */
const seriesNames = z.array(z.string().max(100)).max(1000).readonly().nullable().default(null)

export const ExecutorReport = z.strictObject({
  name: ExecutorName,
  /** It is healthy: runs can be given to it. */
  ok: z.boolean(),
  state: z.enum(['healthy', 'absent', 'refused']),
  /** What it computes on; null where it is not known. */
  device: z.string().nullable(),
  build: z.string().nullable(),
  /** Why it is not healthy; null where it is. */
  reason: z.string().nullable(),
  /** The same, or what was checked. */
  note: z.string(),
  seconds: z.number(),
})
export type ExecutorReport = z.output<typeof ExecutorReport>

export const LabInfo = z.strictObject({
  version: z.string(),
  host: z.enum(['electron', 'server', 'command-line']),
  store: z.string(),
  node: z.string(),
  threads: z.int(),
  /** What runs get where nothing else is faster: native, or what there is instead. */
  defaultExecutor: ExecutorName,
})
export type LabInfo = z.output<typeof LabInfo>

export const MeasureCard = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** In TeX, lines parted by `\\`. */
  formula: z.string(),
  /** What it is defined on, and between which values. */
  domain: z.string(),
  source: z.string(),
  unit: z.string(),
  expect: z.string(),
  cost: z.enum(['a', 'b', 'c']),
  series: z.array(z.string()).readonly(),
  /** JSON schema of what can be set: each key with its default; numbers with range, unit and help. */
  parameters: z.json(),
})
export type MeasureCard = z.output<typeof MeasureCard>

/** How far a measure is, 0 to 1. */
export const MeasureProgress = z.strictObject({ share: z.number().min(0).max(1) })
export type MeasureProgress = z.output<typeof MeasureProgress>

/** Numbers by series; tables, spectra and grids by name. */
export const MeasureResult = z.strictObject({ values: z.record(z.string(), z.number()), arrays: Tensors })
export type MeasureResult = z.output<typeof MeasureResult>

/** What a live view needs: where the run stands and the points since the last item. */
export const RunUpdate = z.strictObject({
  state: RunState,
  /** Steps a second over the last seconds of training; null while it does not train. */
  stepsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** Committed points that the watcher has not seen. */
  points: Curves,
  /** Steps that the watcher has and the store has no more: the point of a stop goes once training is past it. */
  removed: z.array(step).readonly(),
  /** Steps of checkpoints that the watcher has not seen. */
  checkpoints: z.array(CheckpointInfo).readonly(),
})
export type RunUpdate = z.output<typeof RunUpdate>

/** What can be said otherwise than a preset says it, in each of its runs. */
const overrides = {
  seed: z.int().nullable().default(null),
  steps: z.int().nullable().default(null),
  /** Keys by path; values are JSON. */
  set: z.array(Assignment).max(200).readonly().default([]),
  executor: ExecutorName.nullable().default(null),
  threads: z.int().min(1).max(1024).nullable().default(null),
  /** Where it is saved. */
  project: ProjectId.default('default'),
}

/** Every request a page or a command line can make of the lab: name → what goes in, what comes back. */
export const contract = {
  ...organiseMethods,
  ...storageMethods,
  /** Answers while the lab is open, at once. */
  'lab.ping': call(nothing, nothing),
  /** The first answer waits for the probe of the usual executor. */
  'lab.info': call(nothing, LabInfo),
  /** Brings the open lab to the front; an address where it is a page. */
  'lab.focus': call(nothing, z.strictObject({ address: z.string().nullable() })),
  /** What can be done in the page now, for the menu bar of a host that has one; the others have none and leave it at that. */
  'lab.menu': call(z.strictObject({ commands: z.array(MenuCommand).max(1_000).readonly() }), nothing),
  /** Probes every executor in a worker of its own. */
  'lab.doctor': call(nothing, z.strictObject({ executors: z.array(ExecutorReport).readonly(), storeCheck: z.string() })),
  /** Times the workloads of the benchmark, each in a worker of its own. */
  'lab.bench': stream(BenchOrder, BenchItem, nothing),
  /** How the step of a preset or of a configuration is compiled, in a worker; the program or schedule after `pass`, the last by default. */
  'programs.explain': call(
    z.strictObject({
      preset: z.string().max(100).nullable().default(null),
      config: z.json().nullable().default(null),
      set: z.array(Assignment).max(200).readonly().default([]),
      pass: z.string().max(100).nullable().default(null),
    }),
    Explanation,
  ),
  /** How many times as long as `secondsMeasured` runs take here; timed when it is first asked. */
  'lab.pace': call(nothing, z.strictObject({ factor: z.number().positive().nullable() })),
  /** Without `curves` the expected curves are left empty: they are most of the list, and only some screens draw them. */
  'presets.list': call(z.strictObject({ curves: z.boolean().default(true) }), z.array(PresetSummary).readonly()),
  'presets.get': call(z.strictObject({ id: z.string().max(100) }), PresetSummary),
  /** What needs no network. */
  'theory.list': call(nothing, z.array(TheoryCard).readonly()),
  /** Computes one, in a worker; what is left out of its parameters is their default. Nothing is saved. */
  'theory.compute': call(z.strictObject({ theory: z.string().max(100), parameters: TheoryParameters.default({}) }), TheoryAnswer),
  'measures.list': call(nothing, z.array(MeasureCard).readonly()),
  /** Stores a file of the user by its hash, which a configuration then names: weights (safetensors), a split (JSON), a table (CSV), images or labels (IDX). */
  'files.add': call(z.strictObject({ kind: FileKind, /** Of the parts before. */ upload: z.string().max(100).nullable().default(null), bytes: z.instanceof(Uint8Array) }), z.strictObject({ sha256: z.string(), size: z.int() })),
  /** A part of a larger file, which `files.add` ends; the first names no upload. `upload` in `upload.ts` does all of it. */
  'files.part': call(z.strictObject({ upload: z.string().max(100).nullable(), bytes: z.instanceof(Uint8Array) }), z.strictObject({ upload: z.string() })),
  /**
   * Validates, writes out the defaults, saves and queues. A preset that goes on from another run is queued behind that one, which is
   * made too where this store has none.
   */
  'runs.create': call(
    z.strictObject({
      preset: z.string().max(100).nullable().default(null),
      /** Instead of a preset: any JSON, parsed as a RunConfig. */
      config: z.json().nullable().default(null),
      /** What that configuration began as: the preset, or the member of a set, that gives the run its name and what is expected of it. */
      basis: z.strictObject({ preset: z.string().max(100), member: z.string().max(200).nullable().default(null) }).nullable().default(null),
      /** First and last of the seeds of which this run has one: they stand in its name. */
      seeds: z.tuple([z.int().min(0), z.int().min(0)]).readonly().nullable().default(null),
      ...overrides,
    }),
    RunSummary,
  ),
  /** The same for a preset of kind `set`: each of its runs begins when the one before it is finished. In the order of training. */
  'sets.create': call(z.strictObject({ preset: z.string().max(100), ...overrides }), z.strictObject({ set: z.string(), runs: z.array(RunSummary).readonly() })),
  ...guideMethods,
  ...insidesMethods,
  'runs.get': call(z.strictObject({ id: RunId }), z.strictObject({ run: RunSummary, checkpoints: z.array(CheckpointInfo).readonly() })),
  /** What comes after `afterStep`, the last step that the watcher has, of the named series, all by default; ends when the run has come to rest. */
  'runs.watch': stream(z.strictObject({ id: RunId, afterStep: z.int().min(-1).default(-1), series: seriesNames }), RunUpdate, z.strictObject({ state: RunState })),
  'runs.pause': call(z.strictObject({ id: RunId }), RunState),
  'runs.resume': call(z.strictObject({ id: RunId, /** More steps than configured: train further. */ steps: z.int().min(1).nullable().default(null) }), RunState),
  'runs.stop': call(z.strictObject({ id: RunId }), RunState),
  'runs.rename': call(z.strictObject({ id: RunId, name: z.string().trim().min(1).max(200) }), RunSummary),
  /** Every logged point of the named series, all by default. */
  'runs.curves': call(z.strictObject({ id: RunId, series: seriesNames }), Curves),
  /** The exact weights at a checkpoint. */
  'runs.weights': call(z.strictObject({ id: RunId, step }), z.strictObject({ step, tensors: Tensors })),
  /** One matrix at these checkpoints, in this order, for scrubbing; at every one, in the order of steps, by default. */
  'runs.matrix': stream(z.strictObject({ id: RunId, tensor: z.string().max(200), steps: z.array(step).max(100_000).readonly().nullable().default(null) }), z.strictObject({ step, value: Tensor }), z.strictObject({ frames: z.int() })),
  /** The same weights as a safetensors file; the last checkpoint by default. */
  'runs.weightsFile': call(z.strictObject({ id: RunId, step: step.nullable().default(null) }), z.strictObject({ step, bytes: z.instanceof(Uint8Array) })),
  /** What the three rules of the literature say of a run, from its stored curves. `set` moves thresholds by path: `liu.delay`. */
  'runs.phases': call(z.strictObject({ id: RunId, set: z.array(Assignment).max(20).readonly().default([]) }), Labels),
  /** A measure on saved weights, in a worker, with its parameters; the last checkpoint by default. The values are kept, arrays are not. */
  'runs.measure': stream(
    z.strictObject({ id: RunId, measure: z.string().max(100), step: step.nullable().default(null), parameters: MeasureParameters.default({}) }),
    MeasureProgress,
    z.strictObject({ step, ...MeasureResult.shape }),
  ),
  ...runsExtraMethods,
} as const

export type LabContract = typeof contract
export type LabHandlers = Handlers<LabContract>
export type LabClient = Client<LabContract>
export type Method = keyof LabContract
