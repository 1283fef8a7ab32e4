import { LabError } from '../../shared/errors.ts'
import { closest } from '../../shared/closest.ts'
import { bayesianPrior } from './bayesian-prior.ts'
import { decayTimeTheory } from './decay-time.ts'
import { effectiveTheoryOfToyAddition } from './effective-theory-of-addition.ts'
import { exponentialDelay } from './exponential-delay.ts'
import { linearEstimators } from './linear-estimators-theory.ts'
import { reachableAccuracyTheory } from './reachable-accuracy-theory.ts'
import type { Theory } from './theory.ts'

/** What needs no network. */
export const theories: readonly Theory[] = [effectiveTheoryOfToyAddition, reachableAccuracyTheory, linearEstimators, decayTimeTheory, exponentialDelay, bayesianPrior]

/** @throws LabError `bad-input` with the names there are */
export function theoryById(id: string): Theory {
  const found = theories.find((theory) => theory.id === id)
  if (found !== undefined) return found
  const known = theories.map((theory) => theory.id)
  const meant = closest(id, known)
  throw new LabError('bad-input', `There is no theory ${JSON.stringify(id)}. Nothing was computed.${meant === null ? '' : ` Did you mean ${JSON.stringify(meant)}?`} Choose one of: ${known.join(', ')}.`, { id, known })
}
