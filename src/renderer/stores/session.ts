import { useDebounceFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { START_LOCATION, useRoute, useRouter } from 'vue-router'
import { RunId } from '../../shared/schema/run.ts'
import { useLab, useLabLink } from '../platform/client.ts'
import { parseSession, placeOf, recentFirst, type Session } from './session-value.ts'
import { isDisconnection } from './follow.ts'
import { useNotices } from './notices.ts'
import { useRuns } from './runs.ts'
import { useSelection } from './selection.ts'

/** As the page was opened, before the router writes its own: without one, the address named no place. */
const firstHash = location.hash

/** After the last change; a crash costs at most this much of what was open. */
const writeMs = 400

/**
 * What was open, kept by the lab in its store: where one was, which runs one had opened and chosen. After a restart or a crash the page goes back
 * there, unless its address already names a place.
 */
export const useSession = defineStore('session', () => {
  const lab = useLab()
  const link = useLabLink()
  const route = useRoute()
  const router = useRouter()
  const runs = useRuns()
  const selection = useSelection()
  const notices = useNotices()
  const kept = shallowRef<Session>(parseSession(null))
  /** False until the lab has said what was open: nothing is written over it before. */
  const isKnown = shallowRef(false)

  /** Runs opened last, newest first, as far as they are still there. */
  const recent = computed(() => kept.value.recent.flatMap((id) => runs.byId.get(id) ?? []))
  /** The run that views of a run show where no other is named: the one opened last, else the newest. */
  const lastRun = computed(() => recent.value[0] ?? runs.list[0] ?? null)

  const write = useDebounceFn(() => {
    lab.call('session.put', { value: { path: kept.value.path, recent: [...kept.value.recent], selection: [...kept.value.selection] } }).catch((error: unknown) => void (isDisconnection(error) || notices.fail('What is open was not kept', error)))
  }, writeMs)

  function change(next: Partial<Session>): void {
    kept.value = { ...kept.value, ...next }
    if (isKnown.value) void write()
  }

  /** Nobody has gone anywhere yet: a link is a wish, and so is a press on Start, also while the code of the view is still fetched. */
  let isUntouched = firstHash === '' || firstHash === '#'
  router.beforeEach((to, from) => {
    if (from !== START_LOCATION || to.fullPath !== '/') isUntouched = false
  })

  /** The address is that of a link which the router is still to hear of: going back now would write over it. */
  const isAddressAhead = (): boolean => !['', '#', `#${route.fullPath}`].includes(location.hash)

  async function restore(): Promise<void> {
    const session = parseSession((await lab.call('session.get', {})).value)
    if (isAddressAhead()) isUntouched = false
    kept.value = { path: isUntouched ? session.path : route.fullPath, recent: recentFirst([...kept.value.recent, ...session.recent]), selection: session.selection }
    if (selection.ids.length === 0) selection.set(session.selection)
    isKnown.value = true
    if (isUntouched && session.path !== '/') await router.replace(session.path)
  }

  watch(
    link.generation,
    (generation) => {
      if (generation === 0 || isKnown.value) return
      restore().catch((error: unknown) => void (isDisconnection(error) || notices.fail('What was open is not known', error)))
    },
    { immediate: true },
  )
  watch(
    () => route.fullPath,
    (path) => {
      const opened = String(route.name ?? '').startsWith('run.') ? RunId.safeParse(route.params['id']) : null
      change({ path: placeOf(path), ...(opened?.success ? { recent: recentFirst([opened.data, ...kept.value.recent]) } : {}) })
    },
  )
  watch(
    () => selection.ids,
    (ids) => change({ selection: ids }),
  )

  return { recent, lastRun, isKnown }
})
