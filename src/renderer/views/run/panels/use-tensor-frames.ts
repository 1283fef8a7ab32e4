import { markRaw, shallowReadonly, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref, type ShallowRef } from 'vue'
import type { HostTensor } from '../../../../shared/tensors.ts'
import { useLab, useLabLink } from '../../../platform/client.ts'
import { isDisconnection } from '../../../stores/follow.ts'
import type { CheckpointSource } from './checkpoint-source.ts'
import { usePanelContext } from './panel-context.ts'
import { sentenceOf } from './use-checkpoint-measure.ts'

export interface TensorFrame {
  readonly step: number
  readonly value: HostTensor
}

export interface TensorFrames {
  /** As far as they are read. */
  readonly frames: Readonly<ShallowRef<readonly TensorFrame[]>>
  /** Share read; null when all are. */
  readonly progress: Readonly<Ref<number | null>>
  readonly problem: Readonly<Ref<string | null>>
}

/** Frames are drawn as they come, so many at a time. */
const shownEvery = 16

/** One small tensor at every checkpoint, ascending; read when the panel is seen, and again when there are more checkpoints. */
export function useTensorFrames(source: CheckpointSource, tensor: MaybeRefOrGetter<string | null>, checkpoints: MaybeRefOrGetter<readonly number[]>): TensorFrames {
  const { isSeen } = usePanelContext()
  const lab = useLab()
  const link = useLabLink()
  const frames = shallowRef<readonly TensorFrame[]>([])
  const problem = shallowRef<string | null>(null)
  const progress = shallowRef<number | null>(null)

  watch(
    [source.run, () => toValue(tensor), () => toValue(checkpoints).length, isSeen, link.generation] as const,
    ([run, name, count, seen, generation], before, onCleanup) => {
      if (before[0] !== run || before[1] !== name) frames.value = []
      if (name === null || !seen || generation === 0 || count === 0 || frames.value.length === count) return
      const stop = new AbortController()
      onCleanup(() => stop.abort())
      const read = async (): Promise<void> => {
        const found: TensorFrame[] = []
        for await (const frame of lab.stream('runs.matrix', { id: run, tensor: name }, { signal: stop.signal })) {
          found.push(markRaw(frame))
          progress.value = found.length / Math.max(count, found.length)
          if (found.length % shownEvery === 0) frames.value = [...found]
        }
        if (stop.signal.aborted) return
        frames.value = found
        problem.value = null
      }
      read()
        .catch((error: unknown) => {
          if (!stop.signal.aborted && !isDisconnection(error)) problem.value = sentenceOf(error)
        })
        .finally(() => {
          if (!stop.signal.aborted) progress.value = null
        })
    },
    { immediate: true },
  )
  return { frames: shallowReadonly(frames), progress, problem }
}
