import type { Judged } from './judged.ts'
import type { Scheme } from './candidates.ts'

export interface Sized extends Scheme {
  /** Compressed, in bytes. */
  readonly size: number
}

export interface Found extends Sized {
  readonly judged: Judged
}

/**
 * For each tolerance the smallest of the candidates whose loss is less than that above the base, or null.
 *
 * Candidates are judged from the smallest upwards until every tolerance has its own, so most are never run, and what is found is what
 * judging all of them would find. A loss that is not finite is never accepted.
 */
export async function smallestWithin(
  candidates: readonly Sized[],
  tolerances: readonly number[],
  base: number,
  judge: (candidate: Sized, judgedSoFar: number) => Promise<Judged>,
): Promise<ReadonlyMap<number, Found | null>> {
  const found = new Map<number, Found | null>(tolerances.map((each) => [each, null]))
  const ascending = [...candidates].sort((a, b) => a.size - b.size)
  for (const [i, candidate] of ascending.entries()) {
    const open = tolerances.filter((each) => found.get(each) === null)
    if (open.length === 0) break
    const judged = await judge(candidate, i)
    for (const tolerance of open) if (judged.loss - base < tolerance) found.set(tolerance, { ...candidate, judged })
  }
  return found
}

/**
 * The largest Δ that `accepts`, by halving the interval of its logarithm, as if what is accepted at one step were accepted at every
 * finer one; null where not even the finest is.
 */
export async function coarsest(finest: number, limit: number, rounds: number, accepts: (delta: number) => Promise<boolean>): Promise<number | null> {
  if (!(await accepts(finest))) return null
  let low = finest
  let high = Math.max(limit, finest)
  for (let round = 0; round < rounds; round++) {
    const middle = Math.sqrt(low * high)
    if (await accepts(middle)) low = middle
    else high = middle
  }
  return low
}
