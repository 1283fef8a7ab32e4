import { computed, markRaw, shallowReadonly, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref, type ShallowRef } from 'vue'
import type { MeasureParameters } from '../../../../../shared/schema/config/measures.ts'
import { useLab, useLabLink } from '../../../../platform/client.ts'
import { isDisconnection } from '../../../../stores/follow.ts'
import type { CheckpointSource } from '../checkpoint-source.ts'
import { usePanelContext } from '../panel-context.ts'
import { sentenceOf } from '../use-checkpoint-measure.ts'
import type { MeasuredEntry } from './series.ts'
import { coarseFirst } from './spread-steps.ts'

export interface MeasuringNow {
  readonly done: number
  readonly of: number
  readonly step: number
  /** Of this checkpoint, 0 to 1. */
  readonly share: number
}

/** What a measure said at checkpoints, and a way to ask it at more. */
export interface Measured {
  /** Ascending. */
  readonly entries: Readonly<ShallowRef<readonly MeasuredEntry[]>>
  readonly running: Readonly<ShallowRef<MeasuringNow | null>>
  /** Median seconds of a checkpoint that was measured here; null before the first. */
  readonly secondsEach: Readonly<Ref<number | null>>
  readonly problem: Readonly<Ref<string | null>>
  /** What the store has was read: what is missing then is not measured yet. */
  readonly isRead: Readonly<Ref<boolean>>
  /** One after the other, spread first; those that are known are not measured again. What came before a cancel is kept. Ends after a few where none took less than `within` seconds. */
  measureAt(steps: readonly number[], within?: number): Promise<void>
  cancel(): void
}

const sameText = (parameters: MeasureParameters): string => JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)))

const few = 3

/** @param measure its id; null asks for nothing */
export function useMeasured(source: CheckpointSource, measure: MaybeRefOrGetter<string | null>, parameters: MaybeRefOrGetter<MeasureParameters> = {}): Measured {
  const { isSeen } = usePanelContext()
  const lab = useLab()
  const link = useLabLink()
  const entries = shallowRef<readonly MeasuredEntry[]>([])
  const running = shallowRef<MeasuringNow | null>(null)
  const problem = shallowRef<string | null>(null)
  const times = shallowRef<readonly number[]>([])
  const isRead = shallowRef(false)
  let stop: AbortController | null = null

  function add(more: readonly MeasuredEntry[]): void {
    const all = new Map([...entries.value, ...more].map((entry) => [entry.step, entry]))
    entries.value = markRaw([...all.values()].sort((a, b) => a.step - b.step))
  }

  function cancel(): void {
    stop?.abort()
    stop = null
    running.value = null
  }

  watch(
    [source.run, () => toValue(measure), () => sameText(toValue(parameters)), isSeen, link.generation] as const,
    ([run, id, text, seen, generation], before, onCleanup) => {
      if (before[0] !== run || before[1] !== id || before[2] !== text) {
        cancel()
        entries.value = []
        times.value = []
        isRead.value = false
        problem.value = null
      }
      if (id === null || !seen || generation === 0) return
      const leaving = new AbortController()
      onCleanup(() => leaving.abort())
      lab
        .call('runs.measured', { id: run, measure: id }, { signal: leaving.signal })
        .then((kept) => {
          if (leaving.signal.aborted) return
          add(kept.filter((entry) => sameText(entry.parameters) === text))
          isRead.value = true
        })
        .catch((error: unknown) => {
          if (!leaving.signal.aborted && !isDisconnection(error)) problem.value = sentenceOf(error)
        })
    },
    { immediate: true },
  )

  async function measureAt(steps: readonly number[], within = Infinity): Promise<void> {
    const id = toValue(measure)
    if (id === null || running.value !== null) return
    const known = new Set(entries.value.map(({ step }) => step))
    const wanted = coarseFirst(steps.filter((step) => !known.has(step)))
    const mine = (stop = new AbortController())
    problem.value = null
    try {
      for (const [done, step] of wanted.entries()) {
        running.value = { done, of: wanted.length, step, share: 0 }
        const began = performance.now()
        const { values } = await source.answers.want(
          { run: source.run.value, measure: id, step, parameters: toValue(parameters) },
          { signal: mine.signal, isUrgent: false, heard: (share) => running.value !== null && !mine.signal.aborted && (running.value = { ...running.value, share }) },
        )
        if (mine.signal.aborted) return
        const seconds = (performance.now() - began) / 1000
        times.value = [...times.value, seconds]
        add([{ step, values }])
        // The first may have waited for others.
        if (times.value.length >= few && Math.min(...times.value) > within) return
      }
    } catch (error) {
      if (!mine.signal.aborted && !isDisconnection(error)) problem.value = sentenceOf(error)
    } finally {
      if (stop === mine) {
        stop = null
        running.value = null
      }
    }
  }

  const secondsEach = computed(() => [...times.value].sort((a, b) => a - b)[times.value.length >> 1] ?? null)
  return { entries: shallowReadonly(entries), running: shallowReadonly(running), secondsEach, problem, isRead, measureAt, cancel }
}
