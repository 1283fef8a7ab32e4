import type { TrainItem } from '../../shared/worker-contract.ts'

type Points = Extract<TrainItem, { kind: 'points' }>

/** Logged points that have not been sent yet. */
export class PointBuffer {
  #series = new Map<string, { readonly steps: number[]; readonly values: number[] }>()

  get isEmpty(): boolean {
    return this.#series.size === 0
  }

  add(step: number, values: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(values)) {
      const series = this.#series.get(name) ?? { steps: [], values: [] }
      series.steps.push(step)
      series.values.push(value)
      this.#series.set(name, series)
    }
  }

  /** Everything added since the last time, as it goes over the channel. */
  take(): Points['curves'] {
    const taken = [...this.#series].map(([name, { steps, values }]) => [name, { steps: Uint32Array.from(steps), values: Float64Array.from(values) }] as const)
    this.#series = new Map()
    return Object.fromEntries(taken)
  }
}
