import type { PresetSummary } from '../../shared/contract.ts'
import type { ExpectedEvents } from '../../science/types.ts'
import type { RunConfig } from '../../shared/schema/run-config.ts'
import type { Curves, RunSummary } from '../../shared/schema/run.ts'

/** What a preset says of one of its runs. */
export interface Expectation {
  readonly config: RunConfig
  /** The ghost line; empty where it is not recorded. */
  readonly expectedCurves: Curves
  readonly expected: ExpectedEvents
}

/** What the preset of a run says of it: of a set, what it says of that member. Null where it says nothing. */
export function expectationOf(preset: PresetSummary, run: RunSummary): Expectation | null {
  switch (preset.kind) {
    case 'run':
      return preset
    case 'continuation':
      return begun(preset, run)
    case 'set': {
      const member = preset.members.find(({ name }) => name === run.member)
      return member === undefined ? null : begun(member, run)
    }
    case 'theory':
      return null
  }
}

/** A run that goes on from another has its first weights from there, which the configuration of its preset cannot name. */
function begun({ config, expectedCurves }: Pick<Expectation, 'config' | 'expectedCurves'>, run: RunSummary): Expectation {
  const isSame = run.parent === null || !('init' in run.config.model)
  const model = isSame ? config.model : ({ ...config.model, init: run.config.model.init, inits: undefined } as RunConfig['model'])
  return { config: { ...config, model }, expectedCurves, expected: {} }
}
