import { computed, onScopeDispose, shallowReactive, toValue, type MaybeRefOrGetter } from 'vue'
import type { IconName } from '../components/icons.ts'

/** Something that can be done. The palette lists it, its keys do it, Ctrl+/ shows it: one list feeds all three. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly group: 'Go to' | 'Edit' | 'Experiments' | 'Runs' | 'This run' | 'Compare' | 'View' | 'Guide' | 'Help'
  /** As written on the keyboard, e.g. `Ctrl+K`, `Shift+→`, `[`. */
  readonly keys?: string
  readonly icon?: IconName
  /** Its keys belong to the text where one types. */
  readonly isNotForFields?: boolean
  /** At the right edge of the palette when there are no keys. */
  readonly hint?: string
  run(): void
}

const sources = shallowReactive(new Map<symbol, MaybeRefOrGetter<readonly Command[]>>())

/** Adds commands for as long as the component lives; a getter may follow what is on the screen. */
export function useCommands(commands: MaybeRefOrGetter<readonly Command[]>): void {
  const key = Symbol('commands')
  sources.set(key, commands)
  onScopeDispose(() => sources.delete(key))
}

/** Every command that exists now; the newest source first, so that a screen may take a key from the shell. */
export const commands = computed<readonly Command[]>(() => [...sources.values()].reverse().flatMap((source) => toValue(source)))
