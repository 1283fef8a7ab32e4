import { z } from 'zod'
import { CheckedConfig, EventId } from './run.ts'
import { Curves } from './tensors.ts'

const step = z.int().min(0)

/** What every preset says of itself. */
const card = {
  id: z.string(),
  title: z.string(),
  tagline: z.string(),
  source: z.string(),
  /** Its page in docs/science. */
  system: z.string(),
  /** Figure, table or section of the source; null where it is ours. */
  figure: z.string().nullable(),
  isFaithful: z.boolean(),
  reproduces: z.string(),
  description: z.string(),
  lookAt: z.string(),
  traps: z.array(z.string()).readonly(),
  /** Seeds that were run on this engine with the outcome that is promised; none where nothing is drawn. */
  checkedSeeds: z.array(z.int()).readonly(),
  /** Measured on this computer by earlier runs, else null; of a set or a continuation all of its runs together. */
  secondsHere: z.number().nullable(),
  /** What one seed takes by `resources/costs.json`; times the pace of this computer, a guess of what it takes here. Null of theory. */
  secondsMeasured: z.number().nullable(),
}

/** One run of a preset before it is made. The first weights of a continuation are those of its base here, until it begins. */
const planned = {
  config: CheckedConfig,
  /** The ghost line: median over the checked seeds, from runs of this engine. */
  expectedCurves: Curves,
}

/** What a run goes on with: weights as they are, or a lottery ticket of them. */
export const Start = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('weights') }),
  z.strictObject({ kind: z.literal('ticket'), prune: z.number().min(0).max(1), mask: z.enum(['magnitude', 'random']) }),
])
export type Start = z.output<typeof Start>

/** Where in another run a run begins, and what it takes from there. */
export const GoesOn = z.strictObject({ at: z.union([z.literal('last'), EventId]), start: Start })
export type GoesOn = z.output<typeof GoesOn>

export const PresetMember = z.strictObject({
  name: z.string(),
  ...planned,
  /** For one that goes on from another run: a member before it, or a preset. */
  goesOn: GoesOn.extend({ of: z.string() }).nullable(),
})
export type PresetMember = z.output<typeof PresetMember>

/** What the lab offers by name. */
export const PresetSummary = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('run'),
    ...card,
    ...planned,
    /** Range of the step of each event over the checked seeds. */
    expected: z.partialRecord(EventId, z.tuple([step, step]).readonly()),
  }),
  z.strictObject({ kind: z.literal('continuation'), ...card, ...planned, goesOn: GoesOn.extend({ of: z.string() }) }),
  /** Its runs, in the order in which they train. */
  z.strictObject({ kind: z.literal('set'), ...card, members: z.array(PresetMember).min(1).readonly() }),
  z.strictObject({ kind: z.literal('theory'), ...card, theory: z.string(), parameters: z.record(z.string(), z.json()) }),
])
export type PresetSummary = z.output<typeof PresetSummary>
