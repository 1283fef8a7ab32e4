import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useCommands } from '../../commands/register.ts'

/** Whether the contact sheet is open: in the address, so that a link leads to it. */
export function useContactSheet(isHere: MaybeRefOrGetter<boolean>): { readonly isOpen: ComputedRef<boolean>; set(isOpen: boolean): void } {
  const route = useRoute()
  const router = useRouter()
  const isOpen = computed(() => route.query['sheet'] === '1')

  function set(next: boolean): void {
    const { sheet: _, ...others } = route.query
    void router.replace({ query: next ? { ...others, sheet: '1' } : others })
  }

  useCommands(
    computed(() => (toValue(isHere) ? [{ id: 'run.sheet', title: isOpen.value ? 'Close the contact sheet' : 'Contact sheet of the matrix', group: 'This run' as const, icon: 'sweeps' as const, run: () => set(!isOpen.value) }] : [])),
  )
  return { isOpen, set }
}
