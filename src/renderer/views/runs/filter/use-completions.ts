import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { complete, type Completion } from '../../../../shared/query/complete.ts'
import type { Vocabulary } from '../../../../shared/query/vocabulary.ts'

export interface Completions {
  readonly list: ComputedRef<readonly Completion[]>
  /** Which one Enter takes; −1 for none. */
  readonly active: Ref<number>
  readonly isOpen: Ref<boolean>
  move(by: number): void
  close(): void
}

/** What may be written next, as a list under the field that the arrows walk. */
export function useCompletions(text: Ref<string>, caret: Ref<number>, vocabulary: () => Vocabulary): Completions {
  const active = ref(-1)
  const isOpen = ref(false)
  const list = computed(() => (isOpen.value ? complete(text.value, Math.min(caret.value, text.value.length), vocabulary()) : []))
  watch([text, caret], () => (active.value = -1))

  return {
    list,
    active,
    isOpen,
    move(by) {
      if (!isOpen.value) {
        isOpen.value = true
        return
      }
      const n = list.value.length
      // From "none" down is the first, up is the last; past either end is "none" again, which is what was written.
      if (n > 0) active.value = ((active.value + 1 + by + (n + 1)) % (n + 1)) - 1
    },
    close() {
      isOpen.value = false
      active.value = -1
    },
  }
}
