import { watch } from 'vue'
import { settingKeys } from '../../shared/schema/lab-settings.ts'
import { Preferences, preferences } from '../theme/preferences.ts'
import { useSettings } from './settings.ts'

/**
 * How the lab looks is kept in its store, because a browser forgets it with the port of the address. What the store says counts; where it
 * says nothing yet, it is told what is chosen here.
 */
export function useKeptPreferences(): void {
  const settings = useSettings()
  const same = (a: Preferences, b: Preferences): boolean => JSON.stringify(a) === JSON.stringify(b)

  watch(
    () => (settings.known ? (settings.values[settingKeys.appearance] ?? null) : undefined),
    (kept) => {
      if (kept === undefined || kept === null) return
      const found = Preferences.safeParse(kept)
      if (found.success && !same(found.data, preferences.value)) preferences.value = found.data
    },
    { immediate: true },
  )
  watch(preferences, (chosen) => {
    const kept = Preferences.safeParse(settings.values[settingKeys.appearance] ?? {})
    if (settings.known && !(kept.success && same(kept.data, chosen))) void settings.put(settingKeys.appearance, { ...chosen })
  })
}
