import type { RunUpdate } from '../../shared/contract.ts'
import { duration, percent, stepOf } from './format.ts'
import type { Terminal } from './terminal.ts'

const redrawMs = 100

/** Shows a run on its way: a bar that redraws itself on a terminal, nothing in a file. */
export class ProgressBar {
  readonly #terminal: Terminal
  readonly #label: string
  readonly #steps: number
  #drawnAt = -Infinity
  #isDrawn = false
  #accuracy: number | null = null

  constructor(terminal: Terminal, label: string, steps: number) {
    this.#terminal = terminal
    this.#label = label
    this.#steps = steps
  }

  update(update: RunUpdate, nowMs: number): void {
    this.#accuracy = update.points['test_accuracy']?.values.at(-1) ?? this.#accuracy
    const columns = this.#terminal.columns
    if (columns === null || nowMs - this.#drawnAt < redrawMs) return
    this.#drawnAt = nowMs
    this.#isDrawn = true
    this.#terminal.aside(`\r\u001b[K${progressLine(this.#label, this.#steps, update, this.#accuracy, columns)}`)
  }

  /** Takes the bar away, so that the next line stands alone. */
  clear(): void {
    if (this.#isDrawn) this.#terminal.aside('\r\u001b[K')
    this.#isDrawn = false
    this.#drawnAt = -Infinity
  }
}

/** `pocket-grok  █████░░░░░  512 of 1000 steps  130 steps/s  4 s left  test accuracy 61.2 %`, cut to the terminal. */
export function progressLine(label: string, steps: number, { state, stepsPerSecond, secondsLeft }: RunUpdate, accuracy: number | null, columns: number): string {
  if (state.status === 'queued') return `${label}  waiting for a free thread`.slice(0, columns - 1)
  const step = stepOf(state)
  const parts = [
    `${step} of ${steps} steps`,
    ...(state.status === 'paused' ? ['paused'] : []),
    ...(stepsPerSecond === null ? [] : [`${stepsPerSecond >= 10 ? Math.round(stepsPerSecond) : stepsPerSecond.toFixed(1)} steps/s`]),
    ...(secondsLeft === null ? [] : [`${duration(secondsLeft)} left`]),
    ...(accuracy === null ? [] : [`test accuracy ${percent(accuracy)}`]),
  ]
  const words = parts.join('  ')
  const room = columns - 1 - label.length - words.length - 4
  const width = Math.min(30, room)
  if (width < 5) return `${label}  ${words}`.slice(0, columns - 1)
  const filled = Math.min(width, Math.floor((step / steps) * width))
  return `${label}  ${'█'.repeat(filled)}${'░'.repeat(width - filled)}  ${words}`
}
