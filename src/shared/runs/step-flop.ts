import { z } from 'zod'
import type { Explanation } from '../schema/explanation.ts'
import type { RunId, RunSummary } from '../schema/run.ts'

/**
 * Floating-point operations of one training step, forward, backward and update: those of the program that every executor is given, after
 * what is redundant is out of it and before kernels are made. 2mnk a matrix product, one an element for everything else.
 */
export function stepFlop({ stages }: Pick<Explanation, 'stages'>): number | null {
  return stages.findLast(({ form }) => form === 'program')?.flop ?? null
}

/** What is asked of `programs.explain` to count them. */
export const flopRequest = ({ config }: RunSummary) => ({ config: z.json().parse(JSON.parse(JSON.stringify(config))), pass: 'record' })

/** A run, and those it was forked from as far as they are stored: they made its first steps. */
export function lineage(run: RunSummary, find: (id: RunId) => RunSummary | undefined): readonly RunSummary[] {
  const parent = run.parent?.fork ? find(run.parent.run) : undefined
  return [run, ...(parent === undefined ? [] : lineage(parent, find))]
}
