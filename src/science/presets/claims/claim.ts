import type { Curves, EventId, EventSteps } from '../../../shared/schema/run.ts'
import type { z } from 'zod'

type Json = z.core.util.JSONType

/** One finished run of a preset, as its claims see it. */
export interface EvidenceRun {
  /** Its name in the set; null outside. */
  readonly member: string | null
  readonly seed: number
  readonly end: 'finished' | 'diverged' | 'not begun'
  readonly curves: Curves
  readonly events: EventSteps
  /** What was measured on its checkpoints afterwards. */
  readonly measured: readonly Measured[]
}

export interface Measured {
  readonly measure: string
  readonly step: number
  readonly values: Readonly<Record<string, number>>
}

/** Runs of one preset over its seeds, or what its theory yields. */
export interface Evidence {
  readonly runs: readonly EvidenceRun[]
  readonly theory: Readonly<Record<string, number>>
}

export interface Outcome {
  /** For the table: the measured numbers. */
  readonly measured: string
  readonly holds: boolean
}

/** One figure that a preset has to show, written down before its first run here. */
export interface Claim {
  readonly id: string
  /** A sentence with the range that counts as showing it. */
  readonly claim: string
  /** What the source has, and where. */
  readonly published: string
  check(evidence: Evidence): Outcome
}

/** A measure that is taken of the runs after training. */
export interface MeasureOrder {
  readonly measure: string
  readonly parameters?: Readonly<Record<string, Json>>
  /** The last checkpoint, that of an event, or the nearest ones to these steps. */
  readonly at: 'last' | EventId | readonly number[]
  /** Of these members only. */
  readonly members?: readonly string[]
  /** Of the first so many seeds only. */
  readonly seeds?: number
}

/** What is run for a preset, and what it has to show. */
export interface EvidencePlan {
  readonly preset: string
  /** Empty for theory. */
  readonly seeds: readonly number[]
  readonly measures?: readonly MeasureOrder[]
  readonly claims: readonly Claim[]
  /** Whether a seed came out as the preset promises; the others are not among its checked seeds. All do where it is absent. */
  readonly succeeds?: (runs: readonly EvidenceRun[]) => boolean
  /** Where it differs from its source: what was looked for and found. */
  readonly finding?: string
}

/** 0, 1, … count − 1 */
export function firstSeeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, seed) => seed)
}
