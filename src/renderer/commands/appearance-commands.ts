import { prefer, rowHeights, type Preferences } from '../theme/preferences.ts'
import type { Theme } from '../theme/theme.ts'
import type { Command } from './register.ts'

const visions: Readonly<Record<Preferences['vision'], string>> = {
  normal: 'Leave the simulation of colour vision',
  deuteranopia: 'Simulate deuteranopia',
  protanopia: 'Simulate protanopia',
  tritanopia: 'Simulate tritanopia',
  grey: 'Show the page in grey',
}
const densities: Readonly<Record<Preferences['density'], string>> = { compact: 'Compact rows', default: 'Default rows', comfortable: 'Comfortable rows' }

/** The choices of Settings › Appearance that are not made already. */
export function appearanceCommands(chosen: Preferences, theme: Theme): readonly Command[] {
  const entries = <K extends string>(words: Readonly<Record<K, string>>): [K, string][] => Object.entries(words) as [K, string][]
  return [
    theme === 'dark'
      ? { id: 'view.light', title: 'Use the light theme', group: 'View', icon: 'light', run: () => prefer({ theme: 'light' }) }
      : { id: 'view.dark', title: 'Use the dark theme', group: 'View', icon: 'dark', run: () => prefer({ theme: 'dark' }) },
    ...(chosen.theme === 'system' ? [] : [{ id: 'view.system', title: 'Follow the system theme', group: 'View', icon: 'system', run: () => prefer({ theme: 'system' }) } satisfies Command]),
    ...entries(densities)
      .filter(([density]) => density !== chosen.density)
      .map(([density, title]): Command => ({ id: `view.rows.${density}`, title, group: 'View', hint: `${rowHeights[density]} px`, run: () => prefer({ density }) })),
    ...entries(visions)
      .filter(([vision]) => vision !== chosen.vision)
      .map(([vision, title]): Command => ({ id: `view.vision.${vision}`, title, group: 'View', icon: 'eye', run: () => prefer({ vision }) })),
  ]
}
