import type { Preset } from '../types.ts'

type WithoutChecks<P> = P extends unknown ? Omit<P, 'checkedSeeds' | 'expected'> : never

/** A preset as it is written. What its evidence found on this engine is added from `checked.ts`. */
export type PresetText = WithoutChecks<Preset>
export type RunPresetText = Extract<PresetText, { kind: 'run' }>
