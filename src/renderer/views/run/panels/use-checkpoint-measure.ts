import { markRaw, shallowReadonly, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref, type ShallowRef } from 'vue'
import { LabError } from '../../../../shared/errors.ts'
import type { MeasureParameters } from '../../../../shared/schema/config/measures.ts'
import { useLabLink } from '../../../platform/client.ts'
import { isDisconnection } from '../../../stores/follow.ts'
import type { MeasureAnswer } from './answers.ts'
import type { CheckpointSource } from './checkpoint-source.ts'
import { usePanelContext } from './panel-context.ts'

export interface CheckpointMeasure {
  /** That of the checkpoint asked for; until it has come, the one before it. Its `step` says which. */
  readonly answer: Readonly<ShallowRef<MeasureAnswer | null>>
  /** Share done, 0 to 1, of an answer that takes more than 300 ms; null otherwise. */
  readonly progress: Readonly<Ref<number | null>>
  /** Why there is no answer, in a sentence. */
  readonly problem: Readonly<Ref<string | null>>
}

/** While the playhead moves nothing is asked for; an answer in memory is there at once. */
const restMs = 120
const lateMs = 300

/**
 * A measure on the checkpoint under the playhead, or on `step`.
 * @param measure its id; null asks for nothing
 */
export function useCheckpointMeasure(
  source: CheckpointSource,
  measure: MaybeRefOrGetter<string | null>,
  parameters: MaybeRefOrGetter<MeasureParameters> = {},
  step: MaybeRefOrGetter<number | null> = source.checkpoint,
): CheckpointMeasure {
  const { isSeen } = usePanelContext()
  const link = useLabLink()
  const answer = shallowRef<MeasureAnswer | null>(null)
  const progress = shallowRef<number | null>(null)
  const problem = shallowRef<string | null>(null)

  watch(
    // As text: parameters written anew with the same values are the same question.
    [source.run, () => toValue(measure), () => JSON.stringify(toValue(parameters)), () => toValue(step), isSeen, link.generation] as const,
    ([run, id, , at, seen, generation], before, onCleanup) => {
      if (before[0] !== run || before[1] !== id || before[2] !== JSON.stringify(toValue(parameters))) answer.value = problem.value = null
      if (id === null || at === null || !seen || generation === 0) return
      const order = { run, measure: id, step: at, parameters: toValue(parameters) }
      const known = source.answers.get(order)
      if (known) {
        answer.value = known
        problem.value = null
        return
      }
      const stop = new AbortController()
      let late: ReturnType<typeof setTimeout> | undefined
      let share = 0
      const rest = setTimeout(() => {
        late = setTimeout(() => (progress.value = share), lateMs)
        source.answers
          .want(order, {
            signal: stop.signal,
            heard: (next) => {
              share = next
              if (progress.value !== null) progress.value = next
            },
          })
          .then((found) => {
            if (stop.signal.aborted) return
            answer.value = markRaw(found)
            problem.value = null
          })
          .catch((error: unknown) => {
            if (stop.signal.aborted || isDisconnection(error)) return
            answer.value = null
            problem.value = sentenceOf(error)
          })
          .finally(() => {
            if (stop.signal.aborted) return
            clearTimeout(late)
            progress.value = null
          })
      }, restMs)
      onCleanup(() => {
        stop.abort()
        clearTimeout(rest)
        clearTimeout(late)
        progress.value = null
      })
    },
    { immediate: true },
  )

  return { answer: shallowReadonly(answer), progress, problem }
}

/** What the lab said, or that it said nothing that people can use. */
export function sentenceOf(error: unknown): string {
  return error instanceof LabError ? error.message : 'The lab gave no answer. Nothing was changed; move the playhead to ask again.'
}
