import { presets } from '../../../science/presets/index.ts'
import type { Preset, RunPreset } from '../../../science/types.ts'
import { closest } from '../../../shared/closest.ts'
import { LabError } from '../../../shared/errors.ts'

/** Presets that train. */
export type TrainedPreset = Exclude<Preset, { kind: 'theory' }>
export type TheoryPreset = Extract<Preset, { kind: 'theory' }>

/** The preset of that name; a name that is not known is refused with those that are. */
export function findPreset(id: string): Preset {
  const found = presets.find((p) => p.id === id)
  if (found !== undefined) return found
  const known = presets.map((p) => p.id)
  const meant = closest(id, known)
  const question = meant === null ? '' : ` Did you mean ${JSON.stringify(meant)}?`
  throw new LabError('unknown-preset', `There is no preset ${JSON.stringify(id)}. Nothing was saved.${question} Choose one of: ${known.join(', ')}.`, { id, known })
}

/** The preset of kind `run` that another one begins from. */
export function baseOf(id: string): RunPreset {
  const preset = findPreset(id)
  if (preset.kind === 'run') return preset
  throw new Error(`The preset ${id} is a ${preset.kind}, and only a run can be gone on from. This is a mistake in the preset that names it.`)
}
