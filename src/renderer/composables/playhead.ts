import { computed, onScopeDispose, ref, shallowRef, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue'
import { isMotionReduced } from '../theme/motion.ts'
import { nearestStep, stepAway, type LoggedSteps } from '../charts/logged-steps.ts'

export interface PlayheadSource {
  /** Logged steps, ascending; grows while the run trains. */
  readonly steps: MaybeRefOrGetter<LoggedSteps>
  readonly checkpoints: MaybeRefOrGetter<LoggedSteps>
  /** What playback listens to; the page's own by default. */
  readonly clock?: PlaybackClock
}

export interface PlaybackClock {
  /** Calls back at every frame with the milliseconds since the one before; returns what stops it. */
  start(onFrame: (ms: number) => void): () => void
}

/** The one cursor in time of a run view: where the lab is. Curves, matrices and readout show the step it stands on. */
export interface Playhead {
  /** A logged step; null before the first point. */
  readonly step: ComputedRef<number | null>
  /** At the last logged step, and moving with it, until touched. */
  readonly following: Readonly<Ref<boolean>>
  readonly playing: Readonly<Ref<boolean>>
  /** Playback goes back and forth until it is touched, instead of ending at the last step. */
  readonly isPingPong: Readonly<Ref<boolean>>
  /** Times the usual pace. */
  readonly speed: Readonly<Ref<number>>
  /** To the nearest logged step. */
  moveTo(step: number): void
  moveBy(loggedSteps: number): void
  moveToCheckpoint(direction: 1 | -1): void
  moveToStart(): void
  moveToEnd(): void
  togglePlay(): void
  togglePingPong(): void
  setSpeed(speed: number): void
}

/** Playback takes this long for each decade of steps, at speed 1. */
export const msPerDecade = 2500
export const playbackSpeeds = [0.25, 0.5, 1, 2, 4] as const

export function usePlayhead(source: PlayheadSource): Playhead {
  const clock = source.clock ?? pageClock
  const chosen = shallowRef<number | null>(null)
  const following = ref(true)
  const playing = ref(false)
  const isPingPong = ref(false)
  const speed = ref(1)
  let stopClock: (() => void) | null = null

  const steps = (): LoggedSteps => toValue(source.steps)
  const last = (): number | null => steps()[steps().length - 1] ?? null
  const step = computed(() => {
    const end = last()
    if (following.value || chosen.value === null || end === null) return end
    return nearestStep(steps(), chosen.value)
  })

  function stop(): void {
    stopClock?.()
    stopClock = null
    playing.value = false
  }

  function place(target: number | null): void {
    if (target === null) return
    chosen.value = target
    following.value = target === last()
  }

  /** Playback ends at the first touch. */
  function touch(target: number | null): void {
    stop()
    place(target)
  }

  function togglePlay(): void {
    if (playing.value) return stop()
    const end = last()
    const first = steps()[0]
    if (end === null || first === undefined) return
    // At the end one begins anew, or turns round.
    let direction = isPingPong.value && step.value === end ? -1 : 1
    const from = step.value === end && direction === 1 ? first : (step.value ?? first)
    let position = Math.log10(Math.max(1, from))
    place(from)
    // What is played is on screen already: the live edge waits until playback has reached it.
    following.value = false
    playing.value = true
    stopClock = clock.start((ms) => {
      position += (direction * speed.value * ms) / msPerDecade
      const edge = last() ?? end
      const isAtEdge = direction === 1 && 10 ** position >= edge
      if (isAtEdge && !isPingPong.value) return touch(edge)
      if (isAtEdge || position <= Math.log10(Math.max(1, first))) {
        direction = isAtEdge ? -1 : 1
        position = Math.log10(Math.max(1, isAtEdge ? edge : first))
        chosen.value = isAtEdge ? edge : first
      } else chosen.value = nearestStep(steps(), 10 ** position)
    })
  }

  onScopeDispose(stop)

  return {
    step,
    following,
    playing,
    isPingPong,
    speed,
    moveTo: (target) => touch(nearestStep(steps(), target)),
    moveBy: (by) => touch(step.value === null ? null : stepAway(steps(), step.value, by)),
    moveToCheckpoint: (direction) => {
      const at = step.value === null ? null : stepAway(toValue(source.checkpoints), step.value, direction)
      touch(at === null ? null : nearestStep(steps(), at))
    },
    moveToStart: () => touch(steps()[0] ?? null),
    moveToEnd: () => touch(last()),
    togglePlay,
    togglePingPong: () => void (isPingPong.value = !isPingPong.value),
    setSpeed: (next) => void (speed.value = next),
  }
}

/** Frames of the page; under reduced motion whole jumps of a fifth of a decade. */
export const pageClock: PlaybackClock = {
  start(onFrame) {
    if (isMotionReduced()) {
      const jump = msPerDecade / 5
      const timer = setInterval(() => onFrame(jump), jump)
      return () => clearInterval(timer)
    }
    let before = performance.now()
    let frame = requestAnimationFrame(function next(now) {
      frame = requestAnimationFrame(next)
      onFrame(now - before)
      before = now
    })
    return () => cancelAnimationFrame(frame)
  },
}
