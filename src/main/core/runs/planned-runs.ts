import type { Member, RunPreset } from '../../../science/types.ts'
import type { GoesOn } from '../../../shared/schema/preset.ts'
import type { RunConfig, RunConfigInput } from '../../../shared/schema/run-config.ts'
import { configure, type Overrides } from './configure.ts'
import { baseOf, type TrainedPreset } from './find-preset.ts'

/** One run of a preset, before it is made. */
export interface PlannedRun {
  /** What its name begins with. */
  readonly title: string
  /** Its name in the set; null outside. */
  readonly member: string | null
  readonly config: RunConfig
  /** As the preset has it. */
  readonly unchanged: RunConfig
  /** For one that goes on from another run: a run planned before it, or one of a preset of kind `run`. */
  readonly goesOn: (GoesOn & { readonly from: PlannedRun | RunPreset; readonly of: string }) | null
}

const none: Overrides = { seed: null, steps: null, set: [] }

/**
 * The runs of a preset, in the order in which they train. What is overridden is overridden in each of them. The configuration of one
 * that goes on is that of its base, with what differs; its first weights are those of its base until they are there.
 */
export function plannedRuns(preset: TrainedPreset, overrides: Overrides = none): readonly PlannedRun[] {
  switch (preset.kind) {
    case 'run':
      return [plan(preset.title, null, preset.config, [], null, overrides)]
    case 'continuation':
      return [continued(preset.title, null, preset.member, [], overrides)]
    case 'set':
      return preset.members.reduce<PlannedRun[]>((before, member) => {
        const title = `${preset.title}: ${member.name}`
        const planned = member.kind === 'run' ? plan(title, member.name, member.config, [], null, overrides) : continued(title, member.name, member, before, overrides)
        return [...before, planned]
      }, [])
  }
}

type Json = Overrides['set'][number]

function plan(title: string, member: string | null, config: RunConfigInput, set: readonly Json[], goesOn: PlannedRun['goesOn'], overrides: Overrides): PlannedRun {
  return {
    title,
    member,
    config: configure(config, { ...overrides, set: [...set, ...overrides.set] }),
    unchanged: configure(config, { ...none, set }),
    goesOn,
  }
}

function continued(title: string, name: string | null, { of, at, start, set }: Extract<Member, { kind: 'continuation' }>, before: readonly PlannedRun[], overrides: Overrides): PlannedRun {
  const from = before.find(({ member }) => member === of) ?? baseOf(of)
  const base: RunConfigInput = 'unchanged' in from ? from.unchanged : from.config
  // The zeros of a ticket are no weights: they stay.
  const config: RunConfigInput = start.kind === 'ticket' ? { ...base, constraint: { kind: 'keep_zeros' } } : base
  return plan(title, name, config, set, { from, of, at, start }, overrides)
}
