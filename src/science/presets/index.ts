import type { Preset } from '../types.ts'
import { checked } from './checked.ts'
import { fiveSecondGrok } from './five-second-grok.ts'
import { pocketGrok } from './pocket-grok.ts'
import type { PresetText } from './preset-text.ts'

/** In the order of the gallery: the quickest first. */
const texts: readonly PresetText[] = [
  pocketGrok,
  fiveSecondGrok,
]

function withChecks(preset: PresetText): Preset {
  const { checkedSeeds, expected } = checked[preset.id] ?? { checkedSeeds: [], expected: {} }
  switch (preset.kind) {
    case 'run':
      return { ...preset, checkedSeeds, expected }
    case 'theory':
      return preset
    case 'continuation':
    case 'set':
      return { ...preset, checkedSeeds }
  }
}

export const presets: readonly Preset[] = texts.map(withChecks)
