import { effectScope, getCurrentInstance, onScopeDispose, shallowRef, toValue, watch, type EffectScope, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { Curves, RunId } from '../../shared/schema/run.ts'
import { useRunCurves } from './run-curves.ts'

/** The curves of several runs, each followed by itself; a run that leaves the set is no longer followed. */
export function useManyRunCurves(ids: MaybeRefOrGetter<readonly RunId[]>): ShallowRef<ReadonlyMap<RunId, Curves>> {
  const all = shallowRef<ReadonlyMap<RunId, Curves>>(new Map())
  const scopes = new Map<RunId, EffectScope>()
  const owner = effectScope()
  // Runs are added later too, when nothing is being set up: what they inject is then asked of the page.
  const page = getCurrentInstance()?.appContext.app
  const within = (work: () => void): void => (page ? page.runWithContext(work) : work())

  function add(id: RunId): void {
    owner.run(() => {
      const scope = effectScope()
      scopes.set(id, scope)
      scope.run(() => within(() => {
        const { curves } = useRunCurves(id)
        watch(curves, (next) => (all.value = new Map(all.value).set(id, next)), { immediate: true })
      }))
    })
  }

  function remove(id: RunId): void {
    scopes.get(id)?.stop()
    scopes.delete(id)
    const rest = new Map(all.value)
    rest.delete(id)
    all.value = rest
  }

  watch(
    () => toValue(ids),
    (wanted) => {
      for (const id of scopes.keys()) if (!wanted.includes(id)) remove(id)
      for (const id of wanted) if (!scopes.has(id)) add(id)
    },
    { immediate: true },
  )
  onScopeDispose(() => owner.stop())
  return all
}
