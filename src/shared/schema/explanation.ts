import { z } from 'zod'

const count = z.number().min(0)

/** One row of the table of a stage: operations of one name in a program, kernels of one kind in a schedule. */
export const OperationRow = z.strictObject({
  operation: z.string(),
  count: z.int(),
  /** Floating-point operations a step. */
  flop: count,
  bytesRead: count,
  bytesWritten: count,
})
export type OperationRow = z.output<typeof OperationRow>

/** What the step of a run is after one pass. */
export const StageRow = z.strictObject({
  pass: z.string(),
  form: z.enum(['program', 'schedule']),
  /** Operations of a program; kernels of a schedule. */
  operations: z.int(),
  /** Times at which all threads wait for one another in a step; null for a program. */
  phases: z.int().nullable(),
  flop: count,
  bytes: count,
  /** Memory of everything that lives within a step; null for a program. */
  temporaryBytes: count.nullable(),
  /** Time that the pass took, with its check. */
  milliseconds: z.number(),
})
export type StageRow = z.output<typeof StageRow>

/** How the step of a run is compiled, pass by pass. */
export const Explanation = z.strictObject({
  stages: z.array(StageRow).readonly(),
  /** The stage asked for, the last by default. */
  shown: z.strictObject({ pass: z.string(), form: z.enum(['program', 'schedule']), text: z.string(), operations: z.array(OperationRow).readonly() }),
  /** FLOP of the matrix products, which no executor can leave out. */
  productFlop: count,
})
export type Explanation = z.output<typeof Explanation>
