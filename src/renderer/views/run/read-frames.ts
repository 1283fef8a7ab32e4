import { markRaw } from 'vue'
import type { HostTensor } from '../../../shared/tensors.ts'
import type { FrameCache } from './frame-cache.ts'
import { readingOrder } from './reading-order.ts'

export interface FrameSource {
  /** The frames at these steps, in this order. */
  frames(steps: readonly number[], signal: AbortSignal): AsyncIterable<{ readonly step: number; readonly value: HostTensor }>
  /** Every checkpoint there is now, ascending. */
  steps(): readonly number[]
  /** The one under the playhead. */
  wanted(): number | null
  /** It is in memory now. */
  heard(step: number): void
}

/**
 * Reads a matrix at every checkpoint into memory, the wanted one first and then outwards. When the playhead goes to one that is not read,
 * that comes next: what was asked for is left, but never before it brought a frame, so that a long scrub reads all the same. Beyond
 * `limitBytes` only what is wanted is read.
 */
export async function readFrames(tensor: string, cache: FrameCache, limitBytes: number, source: FrameSource, signal: AbortSignal): Promise<void> {
  const isMissing = (step: number | null): step is number => step !== null && !cache.has(tensor, step)
  while (!signal.aborted) {
    const steps = source.steps()
    const missing = steps.filter(isMissing)
    const isFull = isMemoryFull(tensor, cache, limitBytes, steps)
    const wanted = source.wanted()
    const order = isFull ? (isMissing(wanted) ? [wanted] : []) : readingOrder(missing, wanted, steps.at(-1) ?? null)
    if (order.length === 0) return
    for await (const { step, value } of source.frames(order, signal)) {
      if (signal.aborted) return
      cache.put(tensor, step, markRaw(value))
      source.heard(step)
      if (isMissing(source.wanted()) || isMemoryFull(tensor, cache, limitBytes, steps)) break
    }
  }
}

/** The frames of this tensor leave no room for two more; those of others are older and go first. */
function isMemoryFull(tensor: string, cache: FrameCache, limitBytes: number, steps: readonly number[]): boolean {
  const held = steps.filter((step) => cache.has(tensor, step))
  const frame = held[0] === undefined ? null : cache.get(tensor, held[0])
  return frame !== null && (held.length + 2) * frame.data.byteLength > limitBytes
}
