import { z } from 'zod'
import { call } from '../rpc/specification.ts'
import { CheckedConfig, ExecutorName, RunSummary } from '../schema/run.ts'
import { Curves, Tensor } from '../schema/tensors.ts'

const nothing = z.strictObject({})
const step = z.int().min(0)

/** The bundled run as the guide reads it: nothing of it is in the store. */
export const Sample = z.strictObject({
  name: z.string(),
  preset: z.string(),
  config: CheckedConfig,
  executor: ExecutorName,
  executorBuild: z.string(),
  startedAt: z.iso.datetime(),
  seconds: z.number(),
  checkpoints: z.array(step).readonly(),
  curves: Curves,
})
export type Sample = z.output<typeof Sample>

/** The run that the guide walks through. */
export const guideMethods = {
  'sample.read': call(nothing, Sample),
  /** One of its matrices at each of its checkpoints, in the order of steps. */
  'sample.matrix': call(z.strictObject({ tensor: z.string().max(200) }), z.array(z.strictObject({ step, value: Tensor })).readonly()),
  /** Saves it into this store, where it is a run like any other; answers with the one that is there where it was saved before. */
  'sample.open': call(nothing, RunSummary),
} as const
