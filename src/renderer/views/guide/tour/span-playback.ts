import { onScopeDispose, readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { PlaybackClock } from '../../../composables/playhead.ts'

/** From one step to another, as a button of the guide plays it. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface SpanPlayback {
  /** Where the playhead is. */
  readonly at: Readonly<ShallowRef<number>>
  readonly playing: Readonly<Ref<boolean>>
  play(span: Span): void
  /** The reader takes over: playback stops and stays stopped. */
  take(step: number): void
  stop(): void
}

/** One button plays this long, however many decades it spans. */
export const spanMs = 3_000

/** Moves the playhead from a to b in three seconds, evenly in the logarithm of the step; step 0 counts as half of the first. */
export function useSpanPlayback(clock: PlaybackClock, first: number): SpanPlayback {
  const at = shallowRef(first)
  const playing = ref(false)
  let stopClock: (() => void) | null = null

  function stop(): void {
    stopClock?.()
    stopClock = null
    playing.value = false
  }

  function play({ from, to }: Span): void {
    stop()
    at.value = from
    playing.value = true
    let passed = 0
    const [low, high] = [Math.log10(Math.max(0.5, from)), Math.log10(Math.max(0.5, to))]
    stopClock = clock.start((ms) => {
      passed += ms
      if (passed >= spanMs) {
        stop()
        at.value = to
      } else {
        at.value = 10 ** (low + ((high - low) * passed) / spanMs)
      }
    })
  }

  onScopeDispose(stop)
  return {
    at,
    playing: readonly(playing),
    play,
    take(step) {
      stop()
      at.value = step
    },
    stop,
  }
}
