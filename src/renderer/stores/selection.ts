import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { RunId } from '../../shared/schema/run.ts'

/** Screens whose address carries the selection. */
const carriers: readonly unknown[] = ['runs', 'compare']

/** The runs chosen for comparison. The address of Runs and Compare carries them, so that going back, reloading and copying keep them. */
export const useSelection = defineStore('selection', () => {
  const route = useRoute()
  const router = useRouter()
  const ids = shallowRef<readonly RunId[]>([])
  const chosen = computed(() => new Set(ids.value))
  /** The query of a link that keeps the selection. */
  const query = computed(() => (ids.value.length > 0 ? { runs: ids.value.join(',') } : {}))

  watch(
    () => (carriers.includes(route.name) ? route.query['runs'] : undefined),
    (text) => {
      if (typeof text === 'string' && text !== ids.value.join(',')) ids.value = parse(text)
    },
    { immediate: true },
  )

  function set(next: readonly RunId[]): void {
    ids.value = next
    if (carriers.includes(route.name)) void router.replace({ query: { ...route.query, runs: next.length > 0 ? next.join(',') : undefined } })
  }

  function toggle(id: RunId): void {
    set(chosen.value.has(id) ? ids.value.filter((other) => other !== id) : [...ids.value, id])
  }

  return { ids, chosen, query, set, toggle }
})

/** Names that no run can have are left out: an address may come from anywhere. */
function parse(text: string): RunId[] {
  return text.split(',').flatMap((part) => {
    const id = RunId.safeParse(part)
    return id.success ? [id.data] : []
  })
}
