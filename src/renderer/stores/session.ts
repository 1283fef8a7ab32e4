import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { RunId } from '../../shared/schema/run.ts'
import { recentFirst } from './session-value.ts'
import { useRuns } from './runs.ts'

/** Which runs one had opened. */
export const useSession = defineStore('session', () => {
  const route = useRoute()
  const runs = useRuns()
  const opened = shallowRef<readonly RunId[]>([])

  /** Runs opened last, newest first, as far as they are still there. */
  const recent = computed(() => opened.value.flatMap((id) => runs.byId.get(id) ?? []))
  /** The run that views of a run show where no other is named: the one opened last, else the newest. */
  const lastRun = computed(() => recent.value[0] ?? runs.list[0] ?? null)

  watch(
    () => route.fullPath,
    () => {
      const id = String(route.name ?? '').startsWith('run.') ? RunId.safeParse(route.params['id']) : null
      if (id?.success) opened.value = recentFirst([id.data, ...opened.value])
    },
    { immediate: true },
  )
  return { recent, lastRun }
})
