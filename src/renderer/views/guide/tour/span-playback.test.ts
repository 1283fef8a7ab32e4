import { effectScope } from 'vue'
import { expect, onTestFinished, test } from 'vitest'
import type { PlaybackClock } from '../../../composables/playhead.ts'
import { spanMs, useSpanPlayback } from './span-playback.ts'

function atHand() {
  let listener: ((ms: number) => void) | null = null
  const clock: PlaybackClock = {
    start(onFrame) {
      listener = onFrame
      return () => (listener = null)
    },
  }
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  return { playback: scope.run(() => useSpanPlayback(clock, 0))!, tick: (ms: number) => listener?.(ms), isRunning: () => listener !== null }
}

test('three seconds from a to b, evenly in the logarithm', () => {
  const { playback, tick, isRunning } = atHand()
  playback.play({ from: 10, to: 1000 })
  tick(spanMs / 2)
  expect(playback.at.value).toBeCloseTo(100, 9)
  tick(spanMs / 2)
  expect(playback.at.value).toBe(1000)
  expect([playback.playing.value, isRunning()]).toEqual([false, false])
})

test('the reader takes over: playback ends where the reader is', () => {
  const { playback, tick, isRunning } = atHand()
  playback.play({ from: 1, to: 1000 })
  tick(500)
  playback.take(42)
  tick(500)
  expect(playback.at.value).toBe(42)
  expect(isRunning()).toBe(false)
})

test('another button begins anew, and from step 0 too', () => {
  const { playback, tick } = atHand()
  playback.play({ from: 1, to: 1000 })
  tick(2_000)
  playback.play({ from: 0, to: 26 })
  expect(playback.at.value).toBe(0)
  tick(1_000)
  expect(playback.at.value).toBeLessThan(26)
  expect(playback.playing.value).toBe(true)
})
