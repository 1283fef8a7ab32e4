import { z } from 'zod'
import { LabelRules } from './labels.ts'
import { ExecutorName } from './run.ts'

/** Keys under which the lab keeps choices of its user. What of a value is not understood is as if it had not been chosen. */
export const settingKeys = { appearance: 'appearance', compute: 'compute', rules: 'phases.rules', inspector: 'inspector', curvesBar: 'curves.bar', insidesMeasure: 'insides.measure' } as const

/** What new runs get where they do not say otherwise. */
export const ComputeChoice = z.object({
  /** Null: the fastest that is healthy. */
  executor: ExecutorName.nullable().catch(null),
  /** Null: as many as the model has use for. */
  threads: z.int().min(1).max(1024).nullable().catch(null),
})
export type ComputeChoice = z.output<typeof ComputeChoice>

export function computeChoice(value: unknown): ComputeChoice {
  const found = ComputeChoice.safeParse(value)
  return found.success ? found.data : { executor: null, threads: null }
}

/** Thresholds of the rules of the literature, as chosen; the literature's own where none is. */
export function chosenRules(value: unknown): LabelRules {
  const found = LabelRules.safeParse(value ?? {})
  return found.success ? found.data : LabelRules.parse({})
}
