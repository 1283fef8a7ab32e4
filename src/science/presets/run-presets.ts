import type { RunPreset } from '../types.ts'
import { presets } from './index.ts'

/** Those that are one run from first weights. */
export const runPresets: readonly RunPreset[] = presets.filter((preset) => preset.kind === 'run')

/** For scripts and tests, which know its name. */
export function runPreset(id: string): RunPreset {
  const found = runPresets.find((preset) => preset.id === id)
  if (found === undefined) throw new Error(`There is no run among the presets by the name of ${id}.`)
  return found
}
