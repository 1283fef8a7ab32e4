import { computed, effectScope, getCurrentInstance, markRaw, onScopeDispose, shallowRef, toValue, watch, type EffectScope, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { Curves, RunId } from '../../shared/schema/run.ts'
import { useRunCurves } from './run-curves.ts'

export interface ManyRunCurves {
  readonly curves: Readonly<ShallowRef<ReadonlyMap<RunId, Curves>>>
  /** Something that was asked for has not come yet. */
  readonly isReading: Readonly<ShallowRef<boolean>>
}

/** What is followed of one run: one stream for the series that were wanted first, another for each that was wanted later. */
interface Followed {
  readonly scope: EffectScope
  /** What has come by each stream; null before its first item. */
  readonly parts: Map<string, Curves | null>
  readonly series: Set<string>
}

/** While others are still being read, what has come is shown so often: each time everything is drawn anew. */
const showEveryMs = 250

/**
 * The named series of several runs and no others, each followed by itself: a run of 100 000 points has a megabyte a series. A run that leaves
 * the set is no longer followed; a series that was wanted once is kept as long as its run.
 */
export function useManyRunCurves(ids: MaybeRefOrGetter<readonly RunId[]>, series: MaybeRefOrGetter<readonly string[]>): ManyRunCurves {
  const all = shallowRef<ReadonlyMap<RunId, Curves>>(new Map())
  const isReading = shallowRef(false)
  const followed = new Map<RunId, Followed>()
  const owner = effectScope()
  const arrived = new Map<RunId, Curves>()
  let shownAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  // Runs are added later too, when nothing is being set up: what they inject is then asked of the page.
  const page = getCurrentInstance()?.appContext.app
  const within = (work: () => void): void => (page ? page.runWithContext(work) : work())

  function follow(id: RunId, names: readonly string[]): void {
    const run = followed.get(id) ?? { scope: owner.run(() => effectScope()) ?? effectScope(), parts: new Map<string, Curves | null>(), series: new Set<string>() }
    followed.set(id, run)
    const missing = names.filter((name) => !run.series.has(name))
    if (missing.length === 0) return
    missing.forEach((name) => run.series.add(name))
    run.scope.run(() => within(() => {
      const { curves, update } = useRunCurves(id, missing)
      watch([curves, update], ([next, said]) => {
        run.parts.set(missing.join(), said === null ? null : next)
        const known = [...run.parts.values()].filter((part) => part !== null)
        if (known.length > 0) arrived.set(id, markRaw(Object.assign({}, ...known) as Curves))
        sayReading()
        if (arrived.size > 0) showSoon()
      }, { immediate: true })
    }))
  }

  function show(): void {
    clearTimeout(timer)
    timer = undefined
    shownAt = performance.now()
    all.value = new Map([...all.value, ...arrived])
    arrived.clear()
  }

  function showSoon(): void {
    const left = shownAt + showEveryMs - performance.now()
    if (!isReading.value || left <= 0) show()
    else timer ??= setTimeout(show, left)
  }

  function sayReading(): void {
    isReading.value = [...followed.values()].some(({ parts }) => [...parts.values()].includes(null))
  }

  function leave(id: RunId): void {
    followed.get(id)?.scope.stop()
    followed.delete(id)
    arrived.delete(id)
    const rest = new Map(all.value)
    rest.delete(id)
    all.value = rest
    sayReading()
  }

  const wanted = computed(() => ({ ids: [...toValue(ids)], series: [...new Set(toValue(series))].sort() }))
  watch(
    wanted,
    (now) => {
      if (!isReading.value) shownAt = performance.now()
      for (const id of followed.keys()) if (!now.ids.includes(id)) leave(id)
      for (const id of now.ids) follow(id, now.series)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    owner.stop()
    clearTimeout(timer)
  })
  return { curves: all, isReading }
}
