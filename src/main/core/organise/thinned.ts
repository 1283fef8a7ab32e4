/** A checkpoint as far as thinning needs it. */
export interface SavedStep {
  readonly step: number
  readonly hasOptimiser: boolean
}

export interface Thinned {
  readonly keeps: number[]
  readonly removes: number[]
  readonly losesOptimiser: number[]
}

export interface ThinningRule {
  /** Every eighth step of the schedule: the same ones however often a run is thinned. */
  readonly everyEighth: ReadonlySet<number>
  /** Steps of events, bookmarks and forks; where no checkpoint is at one, the nearest is meant. */
  readonly marked: readonly number[]
}

/**
 * What is left of the checkpoints of a run, which ascend: the first, the last, those at marks, every eighth, and the newest that training
 * can go on from. The state of the optimiser stays where the lab saves it by itself: at all of these, but at the first only as one of eight.
 */
export function thinned(saved: readonly SavedStep[], { everyEighth, marked }: ThinningRule): Thinned {
  const last = saved.at(-1)?.step
  const resumable = saved.findLast(({ hasOptimiser }) => hasOptimiser)?.step
  const important = new Set([last, resumable, ...marked.map((step) => nearest(saved, step))])
  const keepsState = (step: number): boolean => important.has(step) || everyEighth.has(step)
  const keeps = (step: number): boolean => keepsState(step) || step === saved[0]?.step
  return {
    keeps: saved.filter(({ step }) => keeps(step)).map(({ step }) => step),
    removes: saved.filter(({ step }) => !keeps(step)).map(({ step }) => step),
    losesOptimiser: saved.filter(({ step, hasOptimiser }) => hasOptimiser && keeps(step) && !keepsState(step)).map(({ step }) => step),
  }
}

function nearest(saved: readonly SavedStep[], step: number): number | undefined {
  return saved.reduce<number | undefined>((best, each) => (best === undefined || Math.abs(each.step - step) < Math.abs(best - step) ? each.step : best), undefined)
}
