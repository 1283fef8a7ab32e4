const windowMs = 5_000

/** Speed of a run over the last seconds, from the steps it reported. */
export interface Meter {
  note(step: number): void
  /** After a pause the time before it does not count. */
  reset(): void
  /** Steps a second; null until two reports are in. */
  rate(): number | null
  readonly step: number | null
}

export function meter(clock: () => number = () => performance.now()): Meter {
  let reports: { readonly at: number; readonly step: number }[] = []
  return {
    note(step) {
      const at = clock()
      reports = [...reports.filter((r) => at - r.at <= windowMs), { at, step }].slice(-64)
    },
    reset() {
      reports = []
    },
    rate() {
      const [first, last] = [reports[0], reports.at(-1)]
      if (first === undefined || last === undefined || last.at === first.at) return null
      return (1000 * (last.step - first.step)) / (last.at - first.at)
    },
    get step() {
      return reports.at(-1)?.step ?? null
    },
  }
}
