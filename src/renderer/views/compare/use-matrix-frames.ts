import { markRaw, onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { symmetricLimit } from '../../../figures/limits.ts'
import { toErrorValue } from '../../../shared/errors.ts'
import type { RunId, RunSummary } from '../../../shared/schema/run.ts'
import type { HostTensor } from '../../../shared/tensors.ts'
import { useLab, useLabLink } from '../../platform/client.ts'
import { isDisconnection } from '../../stores/follow.ts'
import { useNotices } from '../../stores/notices.ts'
import { FrameCache } from '../run/frame-cache.ts'

/** What has been read of one tensor of one run. */
export interface ReadFrames {
  /** What it was read of: run, status and tensor; another is read anew. */
  readonly of: string
  /** Steps of its checkpoints, ascending; those that memory has no room for are read when they are asked for. */
  readonly steps: readonly number[]
  /** Why there is nothing to show, in a sentence; empty where there is. */
  readonly why: string
}

export interface MatrixFrames {
  readonly read: Readonly<ShallowRef<ReadonlyMap<RunId, ReadFrames>>>
  readonly progress: Readonly<ShallowRef<{ readonly read: number; readonly of: number } | null>>
  /** The same for all runs and steps, so that a colour is one weight; null before anything is read. */
  readonly limit: Readonly<ShallowRef<number | null>>
  /** The tensor at a checkpoint, or null and it is asked for; `read` changes when it has come. */
  frame(run: RunId, step: number): HostTensor | null
}

const cacheBytes = 192 * 2 ** 20

/** One tensor of several runs at every checkpoint, so that a shared playhead can be moved freely. A run that is compared already is not read again. */
export function useMatrixFrames(runs: () => readonly RunSummary[], tensor: () => string | null): MatrixFrames {
  const lab = useLab()
  const link = useLabLink()
  const notices = useNotices()
  const cache = new FrameCache(cacheBytes)
  const read = shallowRef<ReadonlyMap<RunId, ReadFrames>>(new Map())
  const progress: ShallowRef<MatrixFrames['progress']['value']> = shallowRef(null)
  const limit = shallowRef<number | null>(null)
  const asked = new Set<string>()
  let shown = ''

  const cacheKey = (run: RunId): string => `${run} ${shown}`
  // A live run is read again when it comes to rest, not at every checkpoint.
  const identity = (run: RunSummary, name: string): string => `${run.id} ${run.state.status} ${name}`

  async function readRun(run: RunSummary, name: string, steps: readonly number[], room: number, tick: () => void, signal: AbortSignal): Promise<ReadFrames> {
    const of = identity(run, name)
    if (steps.length === 0) return { of, steps, why: `${run.name} has no checkpoint yet.` }
    let bytes = 0
    try {
      for await (const { step, value } of lab.stream('runs.matrix', { id: run.id, tensor: name }, { signal })) {
        cache.put(cacheKey(run.id), step, markRaw(value))
        bytes += value.data.byteLength
        tick()
        if (bytes + value.data.byteLength > room) break
      }
    } catch (error) {
      if (signal.aborted || isDisconnection(error)) throw error
      const { code, message } = toErrorValue(error)
      if (code !== 'bad-input') throw error
      return { of, steps: [], why: `${run.name} has no ${name}. ${message}` }
    }
    return { of, steps, why: '' }
  }

  async function readAll(wanted: readonly RunSummary[], name: string, signal: AbortSignal): Promise<void> {
    const known = new Map([...read.value].filter(([id, frames]) => wanted.some((run) => run.id === id && frames.of === identity(run, name))))
    read.value = known
    const missing = wanted.filter((run) => !known.has(run.id))
    let count = 0
    let total = 0
    const late = setTimeout(() => (progress.value = { read: count, of: total }), 300)
    try {
      const saved = await Promise.all(missing.map(async (run) => ({ run, steps: (await lab.call('runs.get', { id: run.id }, { signal })).checkpoints.map(({ step }) => step) })))
      total = saved.reduce((sum, { steps }) => sum + steps.length, 0)
      for (const { run, steps } of saved) {
        const frames = await readRun(run, name, steps, cacheBytes / wanted.length, () => {
          count++
          if (progress.value) progress.value = { read: count, of: total }
        }, signal)
        if (signal.aborted) return
        known.set(run.id, frames)
      }
      limit.value = symmetricLimit(wanted.flatMap(({ id }) => (known.get(id)?.steps ?? []).flatMap((step) => cache.get(cacheKey(id), step)?.data ?? [])))
      read.value = new Map(known)
    } finally {
      clearTimeout(late)
      progress.value = null
    }
  }

  watch(
    () => [link.generation.value, tensor(), runs().map((run) => identity(run, '')).join()] as const,
    ([generation, name], _before, onCleanup) => {
      if (generation === 0 || name === null) return
      if (name !== shown) {
        shown = name
        cache.clear()
        limit.value = null
      }
      const stop = new AbortController()
      onCleanup(() => stop.abort())
      readAll(runs(), name, stop.signal).catch((error: unknown) => {
        if (!stop.signal.aborted && !isDisconnection(error)) notices.fail('The weights could not be read', error)
      })
    },
    { immediate: true },
  )

  const ending = new AbortController()
  onScopeDispose(() => ending.abort())

  async function fetchFrame(run: RunId, step: number, name: string): Promise<void> {
    const key = `${run} ${name} ${step}`
    if (asked.has(key)) return
    asked.add(key)
    try {
      const { tensors } = await lab.call('runs.weights', { id: run, step }, { signal: ending.signal })
      const value = tensors[name]
      if (!value || name !== shown) return
      cache.put(cacheKey(run), step, markRaw(value))
      read.value = new Map(read.value)
    } catch (error) {
      if (!ending.signal.aborted && !isDisconnection(error)) notices.fail('The weights could not be read', error)
    } finally {
      asked.delete(key)
    }
  }

  return {
    read,
    progress,
    limit,
    frame(run, step) {
      const held = cache.get(cacheKey(run), step)
      if (held === null && (read.value.get(run)?.steps.includes(step) ?? false)) void fetchFrame(run, step, shown)
      return held
    },
  }
}
