import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { RunModel } from './use-run.ts'

/** The address follows once the playhead has stood still for so long. */
const restMs = 400

/** A step as an address has it; null for anything else. */
export function stepOfQuery(query: unknown): number | null {
  return typeof query === 'string' && /^\d{1,12}$/.test(query) ? Number(query) : null
}

/** The step of the playhead in the address, so that a link opens it; the last one, which grows while a run trains, is not named. */
export function useStepInAddress(isHere: MaybeRefOrGetter<boolean>, { playhead, steps, checkpointSteps }: RunModel): void {
  const route = useRoute()
  const router = useRouter()
  let timer: ReturnType<typeof setTimeout> | undefined
  let known: number | null = null

  // From the address, once there are steps to go to.
  watch(
    [() => stepOfQuery(route.query['step']), () => toValue(isHere) && steps.value.length > 0 && checkpointSteps.value.length > 0] as const,
    ([asked, isReady]) => {
      if (!isReady || asked === null || asked === known) return
      known = asked
      playhead.moveTo(asked)
    },
    { immediate: true },
  )

  watch([playhead.step, playhead.following, () => toValue(isHere)] as const, ([step, isFollowing, here]) => {
    clearTimeout(timer)
    const next = isFollowing ? null : step
    if (!here || next === stepOfQuery(route.query['step']) || (known === null && isFollowing)) return
    timer = setTimeout(() => {
      known = next
      const { step: _, ...others } = route.query
      void router.replace({ query: next === null ? others : { ...others, step: String(next) } })
    }, restMs)
  })
  onScopeDispose(() => clearTimeout(timer))
}
