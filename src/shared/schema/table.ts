import { z } from 'zod'
import { EventId, RunId } from './run.ts'

const step = z.int().min(0).max(1e8)

/**
 * One stored point of a curve: never a mean of points, never one between two.
 *
 * - `first`, `last`; `min`, `max`: the first of the smallest or largest; NaN does not count, unless there is nothing else.
 * - `at_step`: the logged point nearest to the step, the earlier of two; none for a run that has not come so far.
 * - `at_event`: the point at the step of an event; none where it did not happen.
 * - `crossing`: the first point that is at the threshold or beyond it: `rising`, at least that much; `falling`, at most.
 */
export const Reducer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('first') }),
  z.strictObject({ kind: z.literal('last') }),
  z.strictObject({ kind: z.literal('min') }),
  z.strictObject({ kind: z.literal('max') }),
  z.strictObject({ kind: z.literal('at_step'), step }),
  z.strictObject({ kind: z.literal('at_event'), event: EventId }),
  z.strictObject({ kind: z.literal('crossing'), threshold: z.number(), direction: z.enum(['rising', 'falling']) }),
])
export type Reducer = z.output<typeof Reducer>

export const TableColumn = z.strictObject({ series: z.string().min(1).max(100), reducer: Reducer })
export type TableColumn = z.output<typeof TableColumn>

/** One entry a run, in the order asked for: the value, and the logged step it is of; −1 (and NaN) where there is none. NaN with a step was measured. */
export const TableValues = z.strictObject({ values: z.instanceof(Float64Array), steps: z.instanceof(Int32Array) })
export type TableValues = z.output<typeof TableValues>

/** What a run has curves of: places in `names`, which ascend. */
export const SeriesOfRuns = z.strictObject({ names: z.array(z.string()).readonly(), runs: z.array(z.strictObject({ id: RunId, series: z.array(z.int()).readonly() })).readonly() })
export type SeriesOfRuns = z.output<typeof SeriesOfRuns>
