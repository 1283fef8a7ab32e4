import { useMediaQuery } from '@vueuse/core'
import { computed, ref, watch } from 'vue'
import { z } from 'zod'
import { settingKeys } from '../../shared/schema/lab-settings.ts'
import { useKeptChoice } from '../stores/kept-choice.ts'

/** Below this width the inspector lies over main instead of beside it. */
const isNarrow = useMediaQuery('(max-width: 1199px)')
const wanted = ref(true)
const overlaid = ref(false)

watch(isNarrow, () => (overlaid.value = false))

/** Whether the inspector shows: the choice for wide windows is kept by `useKeptPanels`, an overlay is opened anew each time. */
export const inspector = {
  isOverlay: isNarrow,
  isOpen: computed(() => (isNarrow.value ? overlaid.value : wanted.value)),
  toggle(): void {
    if (isNarrow.value) overlaid.value = !overlaid.value
    else wanted.value = !wanted.value
  },
  close(): void {
    if (isNarrow.value) overlaid.value = false
  },
}

/** Keeps whether the inspector shows in the store; called once. */
export function useKeptPanels(): void {
  const kept = useKeptChoice(z.boolean(), true, { key: settingKeys.inspector, browser: 'grokscope.inspector' })
  watch(kept, (isOpen) => (wanted.value = isOpen), { immediate: true })
  watch(wanted, (isOpen) => isOpen !== kept.value && (kept.value = isOpen))
}

/** Whether the screen has a dock, which the rail ends above. Said, because to find it out with `:has()` has a price at every new word of the page. */
export const hasDock = ref(false)
