// Which presets a call means.
import type { EvidencePlan } from '../../src/science/presets/claims/claim.ts'
import { plans } from '../../src/science/presets/claims/index.ts'
import { readKept, secondsOf } from './kept.ts'

/** What fits into npm test, of the kept results; on two cores it takes a little over half of it. */
const fastSeconds = 100
/** Start of a process and its compiler, a run. */
const startSeconds = 1.5
/** A kept result that takes less is a candidate for the one that CI runs again. */
const shortSeconds = 60

const byTime = (): { plan: EvidencePlan; seconds: number }[] =>
  plans.flatMap((plan) => {
    const kept = readKept(plan.preset)
    return kept === null ? [] : [{ plan, seconds: secondsOf(kept) }]
  }).toSorted((a, b) => a.seconds - b.seconds)

/** The quickest kept results that fit into three minutes altogether. */
export function fastPlans(): readonly EvidencePlan[] {
  let sum = 0
  const costs = byTime().map(({ plan, seconds }) => ({ plan, cost: seconds + startSeconds * (readKept(plan.preset)?.runs.length ?? 0) })).toSorted((a, b) => a.cost - b.cost)
  return costs.filter(({ cost }) => (sum += cost) <= fastSeconds).map(({ plan }) => plan)
}

/** Those beyond that have a result, and those that have none yet. */
export function longPlans(): readonly EvidencePlan[] {
  const fast = new Set(fastPlans())
  return plans.filter((plan) => !fast.has(plan))
}

/** One kept result under a minute, another one every day. */
export function planOfTheDay(day: Date): EvidencePlan | null {
  const short = byTime().filter(({ seconds }) => seconds < shortSeconds)
  return short[Math.floor(day.getTime() / 86_400_000) % short.length]?.plan ?? null
}
