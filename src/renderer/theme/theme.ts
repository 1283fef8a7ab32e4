import { computed, ref, watchEffect, type ComputedRef } from 'vue'
import { preferences } from './preferences.ts'

export type Theme = 'light' | 'dark'

const systemDark = matchMedia('(prefers-color-scheme: dark)')
const systemIsDark = ref(systemDark.matches)
systemDark.addEventListener('change', (event) => (systemIsDark.value = event.matches))

/** The system then chooses the ground as well, and what is drawn has to stand out from that one. */
const forced = matchMedia('(forced-colors: active)')
const isForced = ref(forced.matches)
forced.addEventListener('change', (event) => (isForced.value = event.matches))

/** What is shown. Charts and canvases watch this to draw themselves again. */
export const theme: ComputedRef<Theme> = computed(() => {
  const { theme: chosen } = preferences.value
  return chosen === 'system' || isForced.value ? (systemIsDark.value ? 'dark' : 'light') : chosen
})

/** Keeps `<html data-theme>` in step with the choice; called once. */
export function followTheme(): void {
  watchEffect(() => (document.documentElement.dataset['theme'] = theme.value))
}
