import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { z } from 'zod'

/** How the lab looks to the person in front of it; nothing here changes a stored value or an exported figure. */
export const Preferences = z.object({
  /** `system` follows the desktop. */
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  density: z.enum(['compact', 'default', 'comfortable']).catch('default'),
  /** Shows the page as somebody with this colour vision sees it. */
  vision: z.enum(['normal', 'deuteranopia', 'protanopia', 'tritanopia', 'grey']).catch('normal'),
  motion: z.enum(['system', 'reduced', 'full']).catch('system'),
})
export type Preferences = z.output<typeof Preferences>

/** The same key is read by `public/first-paint.js`. */
const key = 'grokscope.preferences'

/** What was kept; anything that is not understood is the default. */
export function readPreferences(text: string | null): Preferences {
  let kept: unknown = {}
  try {
    kept = JSON.parse(text ?? '{}')
  } catch {
    // Cut off or written by hand: the defaults, key by key.
  }
  const found = Preferences.safeParse(kept)
  return found.success ? found.data : Preferences.parse({})
}

/** Kept in the browser for the first paint, and by the lab in its store, whose word counts: `usePreferencesInStore`. */
export const preferences = shallowRef<Preferences>(readPreferences(localStorage.getItem(key)))

export function prefer(change: Partial<Preferences>): void {
  preferences.value = { ...preferences.value, ...change }
}

/** Height of a row of a table in px, for those that lay rows out themselves; in style sheets it is `--row`. */
export const rowHeights: Readonly<Record<Preferences['density'], number>> = { compact: 24, default: 26, comfortable: 28 }
export const rowHeight: ComputedRef<number> = computed(() => rowHeights[preferences.value.density])

/** Keeps `<html>` and what the browser keeps in step with the choices; called once. */
export function followPreferences(): void {
  watch(
    preferences,
    (chosen) => {
      const { dataset } = document.documentElement
      dataset['density'] = chosen.density
      dataset['vision'] = chosen.vision
      dataset['motion'] = chosen.motion
      localStorage.setItem(key, JSON.stringify(chosen))
    },
    { immediate: true },
  )
}
