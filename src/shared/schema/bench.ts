import { z } from 'zod'
import { ExecutorName } from './run.ts'

/** Trainings that small-network researchers run every day; `bench/peers` holds the same work for PyTorch and JAX. */
export const BenchWorkload = z.enum(['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7'])
export type BenchWorkload = z.output<typeof BenchWorkload>

/** What one process is asked to measure. */
export const BenchRequest = z.strictObject({
  workload: BenchWorkload,
  /** Null: the one that the lab would choose. */
  executor: ExecutorName.nullable(),
  threads: z.int().min(1).max(1024),
  /** Measures the matrix products alone too, by turns. */
  products: z.boolean(),
  /** Time to be spent in undisturbed stretches. */
  seconds: z.number().min(0).max(3600),
  /** Cores that others may use during a stretch before it counts as disturbed. */
  maxForeign: z.number().min(0),
  /** After this time disturbed stretches count as well. */
  patienceSeconds: z.number().min(0).max(3600),
})
export type BenchRequest = z.output<typeof BenchRequest>

/** One stretch of steps, timed. */
export const BenchSample = z.strictObject({
  /** Whole training steps, or only their matrix products. */
  of: z.enum(['steps', 'products']),
  /** Milliseconds a step; of all models where several are trained side by side. */
  ms: z.number(),
  steps: z.int(),
  /** Cores that other processes and the hypervisor used meanwhile; null where the system does not tell. */
  foreign: z.number().nullable(),
})
export type BenchSample = z.output<typeof BenchSample>

/** What one process measured of one workload. */
export const BenchMeasurement = z.strictObject({
  workload: BenchWorkload,
  title: z.string(),
  executor: ExecutorName,
  build: z.string(),
  threads: z.int(),
  /** Recording, optimising and compiling the program, milliseconds. */
  compileMs: z.number(),
  samples: z.array(BenchSample).readonly(),
  /** Largest memory of the whole process until it had trained for a while, bytes. */
  peakMemory: z.number(),
  /** Training loss of the last step made: a number that is not finite would mean that something else was timed. */
  loss: z.number(),
})
export type BenchMeasurement = z.output<typeof BenchMeasurement>

/** What several measurements of a workload come to. */
export const BenchRow = z.strictObject({
  workload: BenchWorkload,
  title: z.string(),
  /** Median over the samples that were kept, milliseconds. */
  msPerStep: z.number(),
  /** First and third quartile of the same samples. */
  spread: z.tuple([z.number(), z.number()]).readonly(),
  stepsPerSecond: z.number(),
  /** The matrix products of a step alone, by the same executor and threads in the same rounds: median, milliseconds. */
  lowerBoundMs: z.number(),
  /** lowerBoundMs / msPerStep: 1 would be a step that costs nothing but its products. */
  lowerBoundShare: z.number(),
  threads: z.int(),
  executor: ExecutorName,
  build: z.string(),
  compileMs: z.number(),
  /** Bytes. */
  peakMemory: z.number(),
  samples: z.int(),
  /** Samples thrown away because others used the cores meanwhile. */
  discarded: z.int(),
  /** False where the machine never fell quiet, so that disturbed samples had to be taken. */
  quiet: z.boolean(),
})
export type BenchRow = z.output<typeof BenchRow>

/** What a page or a command asks of the lab. */
export const BenchOrder = z.strictObject({
  /** All by default. */
  workloads: z.array(BenchWorkload).min(1).readonly().nullable().default(null),
  /** Everything in less than a minute, with a wider spread. */
  quick: z.boolean().default(false),
  executor: ExecutorName.nullable().default(null),
  /** All of the machine by default. */
  threads: z.int().min(1).max(1024).nullable().default(null),
  rounds: z.int().min(1).max(1000).nullable().default(null),
})
export type BenchOrder = z.output<typeof BenchOrder>

export const BenchItem = z.discriminatedUnion('kind', [
  /** `round` of `rounds`, from 1. */
  z.strictObject({ kind: z.literal('sample'), workload: BenchWorkload, round: z.int(), rounds: z.int(), sample: BenchSample }),
  z.strictObject({ kind: z.literal('row'), row: BenchRow }),
])
export type BenchItem = z.output<typeof BenchItem>
