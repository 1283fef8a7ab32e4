import { useLocalStorage, useMediaQuery } from '@vueuse/core'
import { computed, ref, watch } from 'vue'

/** Below this width the inspector lies over main instead of beside it. */
const isNarrow = useMediaQuery('(max-width: 1199px)')
const wanted = useLocalStorage('grokscope.inspector', true)
const overlaid = ref(false)

watch(isNarrow, () => (overlaid.value = false))

/** Whether the inspector shows: the choice for wide windows is kept, an overlay is opened anew each time. */
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
