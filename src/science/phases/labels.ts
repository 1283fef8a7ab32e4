import type { Curves, SeriesData } from '../../shared/schema/run.ts'
import { timesAt } from './times.ts'

/**
 * Three rules of the literature that label a run as a whole. They disagree; compute all of them (`labelsOf`) and never store only a
 * label. All read stored curves, so a threshold can be moved without training again.
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
/** The variants in use, by where they stand. */
export const liuRules = { paper: liuRule, scripts: { ...liuRule, budget: 1e4 }, figure: { ...liuRule, delay: 2e3 } } as const satisfies Record<string, LiuRule>

/** Source: Liu et al. 2022, arXiv:2205.10343, appendix. */
export function liuLabel(curves: Curves, { accuracy, delay, budget }: LiuRule = liuRule): LiuLabel {
  const within = (step: number | null): number => (step !== null && step <= budget ? step : Infinity)
  const times = timesAt(curves, accuracy)
  const [train, test] = [within(times.train), within(times.test)]
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

/** max over steps of test loss / train loss, at steps where both were logged; 0 where none were. A train loss of 0 gives Infinity. */
export function widestGap(curves: Curves): number {
  const train = curves['train_loss']
  const test = curves['test_loss']
  if (train === undefined || test === undefined) return 0
  const testAt = new Map(Array.from(test.steps, (step, i) => [step, test.values[i] ?? NaN]))
  // 0/0 and NaN say nothing.
  return train.values.reduce((widest, loss, i) => Math.max(widest, (testAt.get(train.steps[i] ?? -1) ?? NaN) / loss || 0), 0)
}

/** Source: PAIR 2023, "Do machine learning models memorize or generalize?", code of the page. */
export function pairLabel(curves: Curves, { loss, ratio }: PairRule = pairRule): PairLabel {
  if (!(least(curves['train_loss']) <= loss)) return 'high train loss'
  if (!(least(curves['test_loss']) <= loss)) return 'high test loss'
  return widestGap(curves) >= ratio ? 'grokking' : 'dropping together'
}

export interface MinegishiTimes {
  /** First logged steps at which train and test accuracy are at the threshold. */
  readonly memorised: number | null
  readonly generalised: number | null
  /** Strength of grokking τ = t_gen / t_mem; null while one of them is missing, and where nothing had to be memorised. */
  readonly strength: number | null
}

/** Source: Minegishi et al. 2023, arXiv:2310.19470 (threshold 0.95). */
export function minegishiTimes(curves: Curves, accuracy = 0.95): MinegishiTimes {
  const { train, test, ratio } = timesAt(curves, accuracy)
  return { memorised: train, generalised: test, strength: ratio }
}

/** The thresholds of all three rules. */
export interface LabelRules {
  readonly liu: LiuRule
  readonly pair: PairRule
  /** Accuracy of t_mem and t_gen. */
  readonly minegishi: number
}

export const labelRules: LabelRules = { liu: liuRule, pair: pairRule, minegishi: 0.95 }

/** What the three rules say of one run, with the thresholds they said it by. */
export interface Labels {
  readonly rules: LabelRules
  readonly liu: LiuLabel
  /**
   * Whether further training could change Liu's label: the run ended before the budget, without its tests right. Such a run is no
   * evidence for memorisation or confusion.
   */
  readonly liuIsOpen: boolean
  readonly pair: PairLabel
  /** What PAIR's ratio is held against. */
  readonly widestGap: number
  readonly minegishi: MinegishiTimes
}

export function labelsOf(curves: Curves, rules: LabelRules = labelRules): Labels {
  const liu = liuLabel(curves, rules.liu)
  const last = curves['train_accuracy']?.steps.at(-1) ?? 0
  return {
    rules,
    liu,
    liuIsOpen: (liu === 'memorization' || liu === 'confusion') && last < rules.liu.budget,
    pair: pairLabel(curves, rules.pair),
    widestGap: widestGap(curves),
    minegishi: minegishiTimes(curves, rules.minegishi),
  }
}
