import { effectScope, shallowRef } from 'vue'
import { describe, expect, test } from 'vitest'
import { msPerDecade, usePlayhead, type PlaybackClock } from './playhead.ts'

const logged = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 40, 70, 100, 200, 500, 1000]

/** A clock that ticks when told to. */
function handClock() {
  let listener: ((ms: number) => void) | null = null
  const clock: PlaybackClock = {
    start(onFrame) {
      listener = onFrame
      return () => (listener = null)
    },
  }
  return { clock, tick: (ms: number) => listener?.(ms), isRunning: () => listener !== null }
}

function lab(initial: readonly number[] = logged, checkpoints: readonly number[] = [1, 5, 70, 500]) {
  const steps = shallowRef<readonly number[]>(initial)
  const hand = handClock()
  const scope = effectScope()
  const playhead = scope.run(() => usePlayhead({ steps, checkpoints: () => checkpoints, clock: hand.clock }))!
  return { steps, playhead, scope, ...hand }
}

describe('while a run trains', () => {
  test('the playhead follows the live edge until it is touched', () => {
    const { steps, playhead } = lab([1, 2])
    expect(playhead.step.value).toBe(2)
    steps.value = [1, 2, 3]
    expect(playhead.step.value).toBe(3)
    playhead.moveBy(-1)
    steps.value = [1, 2, 3, 4]
    expect(playhead.step.value).toBe(2)
    expect(playhead.following.value).toBe(false)
  })

  test('moving to the end follows again', () => {
    const { steps, playhead } = lab([1, 2, 3])
    playhead.moveTo(1)
    playhead.moveToEnd()
    steps.value = [1, 2, 3, 4]
    expect(playhead.step.value).toBe(4)
  })

  test('without a point there is no step, and nothing to move', () => {
    const { playhead } = lab([])
    playhead.moveTo(40)
    playhead.moveBy(1)
    playhead.togglePlay()
    expect(playhead.step.value).toBeNull()
    expect(playhead.playing.value).toBe(false)
  })
})

describe('moving', () => {
  test('lands on logged steps only', () => {
    const { playhead } = lab()
    playhead.moveTo(33)
    expect(playhead.step.value).toBe(40)
    playhead.moveBy(-1)
    expect(playhead.step.value).toBe(20)
    playhead.moveBy(10)
    expect(playhead.step.value).toBe(1000)
    playhead.moveToStart()
    expect(playhead.step.value).toBe(1)
  })

  test('goes from checkpoint to checkpoint', () => {
    const { playhead } = lab()
    playhead.moveToCheckpoint(-1)
    expect(playhead.step.value).toBe(500)
    playhead.moveToCheckpoint(-1)
    expect(playhead.step.value).toBe(70)
    playhead.moveToCheckpoint(1)
    expect(playhead.step.value).toBe(500)
  })
})

describe('playback', () => {
  test('takes equal time a decade and ends at the last step', () => {
    const { playhead, tick, isRunning } = lab()
    playhead.togglePlay()
    expect(playhead.step.value).toBe(1)
    tick(msPerDecade)
    expect(playhead.step.value).toBe(10)
    tick(msPerDecade)
    expect(playhead.step.value).toBe(100)
    tick(msPerDecade)
    expect(playhead.step.value).toBe(1000)
    expect(playhead.playing.value).toBe(false)
    expect(isRunning()).toBe(false)
  })

  test('stops at the first touch and where it stands when paused', () => {
    const { playhead, tick, isRunning } = lab()
    playhead.togglePlay()
    tick(msPerDecade)
    playhead.moveBy(1)
    expect(playhead.step.value).toBe(20)
    expect(isRunning()).toBe(false)
    playhead.togglePlay()
    tick(msPerDecade)
    playhead.togglePlay()
    expect(playhead.step.value).toBe(200)
    expect(playhead.playing.value).toBe(false)
  })

  test('goes back and forth until it is touched, at the pace one chooses', () => {
    const { playhead, tick, isRunning } = lab()
    playhead.togglePingPong()
    playhead.togglePlay()
    tick(msPerDecade)
    expect(playhead.step.value).toBe(100) // turned round at the end, where the playhead stood
    playhead.setSpeed(4)
    tick(msPerDecade / 2)
    expect(playhead.step.value).toBe(1)
    tick(msPerDecade / 4)
    expect(playhead.step.value).toBe(10)
    tick(2 * msPerDecade)
    expect(playhead.step.value).toBe(1000)
    expect(isRunning()).toBe(true)
    tick(msPerDecade / 4)
    expect(playhead.step.value).toBe(100)
    playhead.moveBy(1)
    expect(isRunning()).toBe(false)
  })

  test('ends with the view', () => {
    const { playhead, scope, isRunning } = lab()
    playhead.togglePlay()
    scope.stop()
    expect(isRunning()).toBe(false)
  })
})
