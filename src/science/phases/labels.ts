import type { Curves, SeriesData } from '../../shared/schema/run.ts'
import { firstStepAtLeast } from './events.ts'

/**
 * Three rules of the literature that label a run as a whole. They disagree; compute all of them and never store only a label.
 * All read stored curves, so a threshold can be moved without training again.
 */

export type LiuLabel = 'comprehension' | 'grokking' | 'memorization' | 'confusion'

export interface LiuRule {
  /** Accuracy that train and test have to reach. */
  readonly accuracy: number
  /** Delays below it, in steps, are comprehension. */
  readonly delay: number
  /** Steps that count at all. */
  readonly budget: number
}

/** As in the paper; its scripts use a budget of 1e4, one figure a delay of 2e3. */
export const liuRule: LiuRule = { accuracy: 0.9, delay: 1e3, budget: 1e5 }

/** Source: Liu et al. 2022, arXiv:2205.10343, appendix. */
export function liuLabel(curves: Curves, { accuracy, delay, budget }: LiuRule = liuRule): LiuLabel {
  const within = (step: number | null): number => (step !== null && step <= budget ? step : Infinity)
  const train = within(firstStepAtLeast(curves['train_accuracy'], accuracy))
  const test = within(firstStepAtLeast(curves['test_accuracy'], accuracy))
  if (train === Infinity) return 'confusion'
  if (test === Infinity) return 'memorization'
  return test - train < delay ? 'comprehension' : 'grokking'
}

export type PairLabel = 'high train loss' | 'high test loss' | 'grokking' | 'dropping together'

export interface PairRule {
  /** A loss above it was never learnt. */
  readonly loss: number
  /** Ratio of test to train loss at the widest gap. */
  readonly ratio: number
}

export const pairRule: PairRule = { loss: 1e-5, ratio: 50_000 }

function least(series: SeriesData | undefined): number {
  return series?.values.reduce((most, x) => (x < most ? x : most), Infinity) ?? Infinity
}

/** Source: PAIR 2023, "Do machine learning models memorize or generalize?", code of the page. */
export function pairLabel(curves: Curves, { loss, ratio }: PairRule = pairRule): PairLabel {
  const train = curves['train_loss']
  const test = curves['test_loss']
  if (!(least(train) <= loss)) return 'high train loss'
  if (!(least(test) <= loss)) return 'high test loss'
  const widest = train?.values.reduce((most, x, i) => Math.max(most, (test?.values[i] ?? NaN) / x || 0), 0) ?? 0
  return widest >= ratio ? 'grokking' : 'dropping together'
}

export interface MinegishiTimes {
  /** First logged steps at which train and test accuracy are at the threshold. */
  readonly memorised: number | null
  readonly generalised: number | null
  /** Strength of grokking τ = t_gen / t_mem; null while one of them is missing. */
  readonly strength: number | null
}

/** Source: Minegishi et al. 2023, arXiv:2310.19470 (threshold 0.95). */
export function minegishiTimes(curves: Curves, accuracy = 0.95): MinegishiTimes {
  const memorised = firstStepAtLeast(curves['train_accuracy'], accuracy)
  const generalised = firstStepAtLeast(curves['test_accuracy'], accuracy)
  return { memorised, generalised, strength: memorised === null || generalised === null ? null : generalised / memorised }
}
