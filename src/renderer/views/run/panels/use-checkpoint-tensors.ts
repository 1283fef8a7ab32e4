import { shallowReadonly, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref, type ShallowRef } from 'vue'
import { useLab, useLabLink } from '../../../platform/client.ts'
import { isDisconnection } from '../../../stores/follow.ts'
import type { CheckpointSource, CheckpointWeights } from './checkpoint-source.ts'
import { usePanelContext } from './panel-context.ts'
import { sentenceOf } from './use-checkpoint-measure.ts'

export interface CheckpointTensors {
  /** Those of the checkpoint asked for; until they have come, those before. */
  readonly weights: Readonly<ShallowRef<CheckpointWeights | null>>
  /** They take more than 300 ms. */
  readonly isLate: Readonly<Ref<boolean>>
  readonly problem: Readonly<Ref<string | null>>
}

const lateMs = 300

/** The exact weights of the checkpoint under the playhead, or of `step`. */
export function useCheckpointTensors(source: CheckpointSource, step: MaybeRefOrGetter<number | null> = source.checkpoint): CheckpointTensors {
  const { isSeen } = usePanelContext()
  const lab = useLab()
  const link = useLabLink()
  const weights = shallowRef<CheckpointWeights | null>(null)
  const isLate = shallowRef(false)
  const problem = shallowRef<string | null>(null)

  watch(
    [source.run, () => toValue(step), isSeen, link.generation] as const,
    ([run, at, seen, generation], before, onCleanup) => {
      if (before[0] !== run) weights.value = problem.value = null
      if (at === null || !seen || generation === 0) return
      const key = `${run} ${at}`
      const known = source.weights.get(key)
      if (known) {
        weights.value = known
        problem.value = null
        return
      }
      const stop = new AbortController()
      const late = setTimeout(() => (isLate.value = true), lateMs)
      lab
        .call('runs.weights', { id: run, step: at }, { signal: stop.signal })
        .then((found) => {
          source.weights.put(key, found)
          if (stop.signal.aborted) return
          weights.value = found
          problem.value = null
        })
        .catch((error: unknown) => {
          if (!stop.signal.aborted && !isDisconnection(error)) problem.value = sentenceOf(error)
        })
        .finally(() => {
          if (stop.signal.aborted) return
          clearTimeout(late)
          isLate.value = false
        })
      onCleanup(() => {
        stop.abort()
        clearTimeout(late)
        isLate.value = false
      })
    },
    { immediate: true },
  )
  return { weights: shallowReadonly(weights), isLate, problem }
}
