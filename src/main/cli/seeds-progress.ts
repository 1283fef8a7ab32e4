import type { RunUpdate } from '../../shared/contract.ts'
import type { RunId, RunState } from '../../shared/schema/run.ts'
import { duration, stepOf } from './format.ts'
import type { Terminal } from './terminal.ts'

const redrawMs = 100

/** One of the runs, as far as it is known. */
interface Part {
  readonly state: RunState
  readonly stepsPerSecond: number | null
}

/** Several runs on their way, in one line that redraws itself on a terminal; nothing in a file. */
export class SeedsProgress {
  readonly #terminal: Terminal
  readonly #runs: number
  readonly #steps: number
  readonly #parts = new Map<RunId, Part>()
  #drawnAt = -Infinity
  #isDrawn = false

  /** @param runs how many there will be @param steps of each */
  constructor(terminal: Terminal, runs: number, steps: number) {
    this.#terminal = terminal
    this.#runs = runs
    this.#steps = steps
  }

  update(id: RunId, { state, stepsPerSecond }: Pick<RunUpdate, 'state' | 'stepsPerSecond'>, nowMs: number): void {
    this.#parts.set(id, { state, stepsPerSecond })
    const columns = this.#terminal.columns
    if (columns === null || nowMs - this.#drawnAt < redrawMs) return
    this.#drawnAt = nowMs
    this.#isDrawn = true
    this.#terminal.aside(`\r\u001b[K${seedsLine([...this.#parts.values()], this.#runs, this.#steps).slice(0, columns - 1)}`)
  }

  /** Takes the line away, so that the next one stands alone. */
  clear(): void {
    if (this.#isDrawn) this.#terminal.aside('\r\u001b[K')
    this.#isDrawn = false
    this.#drawnAt = -Infinity
  }
}

/** `16 seeds: 3 done, 2 training, 11 waiting  41 %  680 steps/s  3 min 20 s left`. */
export function seedsLine(parts: readonly Part[], runs: number, steps: number): string {
  const training = parts.filter(({ state }) => state.status === 'running' || state.status === 'paused')
  const ended = parts.filter(({ state }) => !['queued', 'running', 'paused'].includes(state.status))
  const waiting = runs - training.length - ended.length
  // One that ended early needs no more steps.
  const made = training.reduce((sum, { state }) => sum + stepOf(state), 0) + ended.length * steps
  const rate = training.reduce((sum, { stepsPerSecond }) => sum + (stepsPerSecond ?? 0), 0)
  const left = runs * steps - made
  return [
    `${runs} seeds: ${ended.length} done, ${training.length} training, ${waiting} waiting`,
    `${Math.floor((100 * made) / (runs * steps))} %`,
    ...(rate > 0 ? [`${rate >= 10 ? Math.round(rate) : rate.toFixed(1)} steps/s`, `${duration(left / rate)} left`] : []),
  ].join('  ')
}
