import { computed, ref, watchEffect, type ComputedRef, type Ref } from 'vue'

export type Appearance = 'system' | 'light' | 'dark'
export type Theme = 'light' | 'dark'

/** The same key is read by `public/first-paint.js`. */
const key = 'grokscope.appearance'

function stored(): Appearance {
  const value = localStorage.getItem(key)
  return value === 'light' || value === 'dark' ? value : 'system'
}

const systemDark = matchMedia('(prefers-color-scheme: dark)')
const systemIsDark = ref(systemDark.matches)
systemDark.addEventListener('change', (event) => (systemIsDark.value = event.matches))

/** What the user chose; `system` follows the desktop. Kept on this computer only. */
export const appearance: Ref<Appearance> = ref(stored())

/** What is shown. Charts and canvases watch this to draw themselves again. */
export const theme: ComputedRef<Theme> = computed(() =>
  appearance.value === 'system' ? (systemIsDark.value ? 'dark' : 'light') : appearance.value,
)

/** Keeps `<html data-theme>` and the stored choice in step; called once. */
export function followAppearance(): void {
  watchEffect(() => {
    document.documentElement.dataset['theme'] = theme.value
    if (appearance.value === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, appearance.value)
  })
}
