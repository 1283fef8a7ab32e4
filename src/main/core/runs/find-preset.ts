import { presets } from '../../../science/presets/index.ts'
import type { Preset } from '../../../science/types.ts'
import { closest } from '../../../shared/closest.ts'
import { LabError } from '../../../shared/errors.ts'

/** The preset of that name; a name that is not known is refused with those that are. */
export function findPreset(id: string): Preset {
  const found = presets.find((p) => p.id === id)
  if (found !== undefined) return found
  const known = presets.map((p) => p.id)
  const meant = closest(id, known)
  const question = meant === null ? '' : ` Did you mean ${JSON.stringify(meant)}?`
  throw new LabError('unknown-preset', `There is no preset ${JSON.stringify(id)}. Nothing was saved.${question} Choose one of: ${known.join(', ')}.`, { id, known })
}
