import { computed, markRaw, onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { RunUpdate } from '../../shared/contract.ts'
import type { CheckpointInfo, Curves, RunId } from '../../shared/schema/run.ts'
import { useLab, useLabLink } from '../platform/client.ts'
import { appendCurves, lastStep, withoutSteps } from '../stores/append-curves.ts'
import { isDisconnection } from '../stores/follow.ts'
import { useNotices } from '../stores/notices.ts'
import { useRuns } from '../stores/runs.ts'

export interface RunCurves {
  readonly curves: ShallowRef<Curves>
  /** The newest word of the lab about this run; null before the first. */
  readonly update: ShallowRef<RunUpdate | null>
  readonly checkpoints: ShallowRef<readonly CheckpointInfo[]>
}

/**
 * Every logged point of a run, or of some of its series, growing while it trains. History is read once: after a lost connection, or when a run that
 * had come to rest goes on, only what came since is asked for. Shallow on purpose.
 */
export function useRunCurves(id: MaybeRefOrGetter<RunId>, series: readonly string[] | null = null): RunCurves {
  const lab = useLab()
  const link = useLabLink()
  const runs = useRuns()
  const notices = useNotices()
  const curves = shallowRef<Curves>({})
  const update = shallowRef<RunUpdate | null>(null)
  const checkpoints = shallowRef<readonly CheckpointInfo[]>([])
  let ending = new AbortController()
  let following: RunId | null = null

  function take(next: RunUpdate): void {
    curves.value = withoutSteps(curves.value, next.removed)
    if (Object.keys(next.points).length > 0) curves.value = appendCurves(curves.value, next.points)
    if (next.checkpoints.length > 0) checkpoints.value = mergeCheckpoints(checkpoints.value, next.checkpoints)
    update.value = markRaw(next)
  }

  async function follow(run: RunId): Promise<void> {
    ending.abort()
    const mine = (ending = new AbortController())
    following = run
    try {
      const stream = lab.stream('runs.watch', { id: run, afterStep: lastStep(curves.value), series }, { signal: mine.signal })
      for await (const next of stream) {
        if (mine.signal.aborted) return
        take(next)
      }
    } catch (error) {
      if (!mine.signal.aborted && !isDisconnection(error)) notices.fail('This run is not being followed', error)
    } finally {
      if (ending === mine) following = null
    }
  }

  watch(
    () => toValue(id),
    (run) => {
      curves.value = {}
      update.value = null
      checkpoints.value = []
      if (link.generation.value > 0) void follow(run)
    },
    { immediate: true },
  )
  watch(link.generation, () => void follow(toValue(id)))
  // A run that had come to rest and goes on: by Resume here, in another window or on the command line.
  const live = computed(() => runs.isLive(toValue(id)))
  watch(live, (isLive) => {
    if (isLive && following !== toValue(id)) void follow(toValue(id))
  })
  onScopeDispose(() => ending.abort())

  return { curves, update, checkpoints }
}

function mergeCheckpoints(known: readonly CheckpointInfo[], more: readonly CheckpointInfo[]): readonly CheckpointInfo[] {
  const bySteps = new Map([...known, ...more].map((checkpoint) => [checkpoint.step, checkpoint]))
  return [...bySteps.values()].sort((a, b) => a.step - b.step)
}
