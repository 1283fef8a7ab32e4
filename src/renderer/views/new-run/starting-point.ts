import type { PresetSummary } from '../../../shared/contract.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { Curves, RunSummary } from '../../../shared/schema/run.ts'
import { expectationOf } from '../../stores/expectation.ts'

/** What a form begins with. */
export interface StartingPoint {
  readonly key: string
  readonly config: RunConfig
  /** What that is called: "the preset Pocket grok", the name of a run. */
  readonly origin: string
  readonly preset: PresetSummary | null
  /** What the new run is said to have begun as; null where only its configuration says what it is. */
  readonly basis: { readonly preset: string; readonly member: string | null } | null
  readonly expected: Curves
}

/** From a preset, a member of one, or a run; null where the address leaves it open which. */
export function startingPoint(preset: PresetSummary | null, member: string | null, run: RunSummary | null, presetOfRun: PresetSummary | null): StartingPoint | null {
  if (run !== null) return ofRun(run, presetOfRun)
  if (preset?.kind === 'run') {
    return { key: preset.id, config: preset.config, origin: preset.title, preset, basis: { preset: preset.id, member: null }, expected: preset.expectedCurves }
  }
  const chosen = preset?.kind === 'set' ? preset.members.find(({ name, goesOn }) => name === member && goesOn === null) : undefined
  if (preset === null || chosen === undefined) return null
  return { key: `${preset.id} ${chosen.name}`, config: chosen.config, origin: `${preset.title}: ${chosen.name}`, preset, basis: { preset: preset.id, member: chosen.name }, expected: chosen.expectedCurves }
}

function ofRun(run: RunSummary, preset: PresetSummary | null): StartingPoint {
  const expectation = preset === null ? null : expectationOf(preset, run)
  return {
    key: run.id,
    config: run.config,
    origin: run.name,
    preset,
    basis: preset === null || preset.kind === 'theory' ? null : { preset: preset.id, member: run.member },
    expected: expectation?.expectedCurves ?? {},
  }
}
