import { z } from 'zod'
import { call } from '../rpc/specification.ts'
import { MeasureParameters } from '../schema/config/measures.ts'
import { Constructed, ConstructedOrder } from '../schema/constructed.ts'
import { RunId } from '../schema/run.ts'

/** What the insides of a network ask of the lab beside its weights. */
export const insidesMethods = {
  /** What was measured on demand of a run, by step; NaN and infinity are left out by the measures themselves. */
  'runs.measured': call(
    z.strictObject({ id: RunId, measure: z.string().max(100) }),
    z.array(z.strictObject({ step: z.int().min(0), parameters: MeasureParameters, values: z.record(z.string(), z.number()) })).readonly(),
  ),
  /** Builds a solution that somebody wrote down and tries it on every pair, in a worker. Nothing is saved. */
  'constructed.build': call(ConstructedOrder, Constructed),
} as const
