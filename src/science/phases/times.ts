import type { Curves } from '../../shared/schema/run.ts'
import { firstStepAtLeast } from './events.ts'

/** Accuracies at which the literature takes its times: 90 % Liu, 95 % Minegishi, Miller and Grokfast, 99 % Power and Chughtai. */
export const accuracyThresholds: readonly number[] = [0.5, 0.9, 0.95, 0.99]

/** When a run reached an accuracy, with the accuracy: a time without its threshold says nothing. */
export interface ReachedTimes {
  readonly accuracy: number
  /** First logged step at which the training set is right to this share; null where it never was. */
  readonly train: number | null
  readonly test: number | null
  /** test − train, in steps; null while one is missing. Negative where the tests came first. */
  readonly delay: number | null
  /** test / train; null while one is missing, and where the run began with its training set learnt. */
  readonly ratio: number | null
}

/** Source: the lab's conventions; Miller et al. 2023, arXiv:2310.17247, take |delay| at one threshold. */
export function timesAt(curves: Curves, accuracy: number): ReachedTimes {
  const train = firstStepAtLeast(curves['train_accuracy'], accuracy)
  const test = firstStepAtLeast(curves['test_accuracy'], accuracy)
  const both = train !== null && test !== null
  return { accuracy, train, test, delay: both ? test - train : null, ratio: both && train > 0 ? test / train : null }
}

export function reachedTimes(curves: Curves, thresholds: readonly number[] = accuracyThresholds): readonly ReachedTimes[] {
  return thresholds.map((accuracy) => timesAt(curves, accuracy))
}
