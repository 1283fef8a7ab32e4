import type { Preset } from '../types.ts'
import { fiveSecondGrok } from './five-second-grok.ts'
import { pocketGrok } from './pocket-grok.ts'

/** In the order of the gallery: the quickest first. */
export const presets: readonly Preset[] = [
  pocketGrok,
  fiveSecondGrok,
]
