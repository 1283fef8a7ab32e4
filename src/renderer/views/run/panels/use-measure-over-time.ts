import { computed, markRaw, shallowReadonly, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref, type ShallowRef } from 'vue'
import type { MeasureParameters } from '../../../../shared/schema/config/measures.ts'
import { useLabLink } from '../../../platform/client.ts'
import { isDisconnection } from '../../../stores/follow.ts'
import type { MeasureAnswer } from './answers.ts'
import type { CheckpointSource } from './checkpoint-source.ts'
import { usePanelContext } from './panel-context.ts'
import { sentenceOf } from './use-checkpoint-measure.ts'

export interface MeasureOverTime {
  /** Those that are there, ascending by step: they come one by one, the last checkpoint first. */
  readonly answers: Readonly<ShallowRef<readonly MeasureAnswer[]>>
  /** How many of the steps are still to come; null when none are. */
  readonly progress: Readonly<Ref<{ readonly read: number; readonly of: number } | null>>
  /** What the lab said where no step has an answer. */
  readonly problem: Readonly<Ref<string | null>>
}

/** A measure at each of some checkpoints, behind whatever the playhead asks for. Nothing is asked while the panel is out of view. */
export function useMeasureOverTime(
  source: CheckpointSource,
  measure: string,
  steps: MaybeRefOrGetter<readonly number[]>,
  parameters: MaybeRefOrGetter<MeasureParameters> = {},
): MeasureOverTime {
  const { isSeen } = usePanelContext()
  const link = useLabLink()
  const answers = shallowRef<readonly MeasureAnswer[]>([])
  const progress = shallowRef<{ readonly read: number; readonly of: number } | null>(null)
  const problem = shallowRef<string | null>(null)
  const wanted = computed(() => JSON.stringify(toValue(steps)))

  async function read(run: CheckpointSource['run']['value'], asked: readonly number[], signal: AbortSignal): Promise<void> {
    const order = (step: number) => ({ run, measure, step, parameters: toValue(parameters) })
    const found = new Map<number, MeasureAnswer>()
    const show = (): void => {
      answers.value = [...found.values()].sort((a, b) => a.step - b.step)
    }
    for (const step of asked) {
      const known = source.answers.get(order(step))
      if (known) found.set(step, markRaw(known))
    }
    show()
    const missing = asked.filter((step) => !found.has(step)).reverse()
    let refusal: string | null = null
    for (const [i, step] of missing.entries()) {
      progress.value = { read: asked.length - missing.length + i, of: asked.length }
      try {
        const answer = await source.answers.want(order(step), { signal, isUrgent: false })
        if (signal.aborted) return
        found.set(step, markRaw(answer))
        show()
      } catch (error) {
        if (signal.aborted || isDisconnection(error)) return
        // A checkpoint of a run that diverged may have no answer while the others have.
        refusal = sentenceOf(error)
        if (found.size === 0 && i >= 1) break
      }
    }
    progress.value = null
    problem.value = found.size === 0 ? refusal : null
  }

  watch(
    [source.run, wanted, () => JSON.stringify(toValue(parameters)), isSeen, link.generation] as const,
    ([run, , , seen, generation], before, onCleanup) => {
      if (before[0] !== run) answers.value = []
      if (!seen || generation === 0) return
      const stop = new AbortController()
      onCleanup(() => {
        stop.abort()
        progress.value = null
      })
      void read(run, toValue(steps), stop.signal)
    },
    { immediate: true },
  )
  return { answers: shallowReadonly(answers), progress, problem }
}
