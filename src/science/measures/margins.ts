import { roundToHalf } from '../../engine/ops/reference/half.ts'
import type { RunConfig } from '../../shared/schema/run-config.ts'
import { defineMeasure, noParameters } from './define.ts'
import { forwardExamples, tooLarge } from './forward.ts'
import { labelsOf } from './labels.ts'

type Rounding = (x: number) => number

/** How numbers of the softmax are rounded in the loss of this run. */
function roundingOf({ loss, precision }: RunConfig): Rounding {
  const asked = loss.kind === 'cross_entropy' ? loss.softmax_precision : undefined
  switch (asked ?? precision) {
    case 'f16':
      return roundToHalf
    case 'f32':
      return Math.fround
    case 'f64':
      return (x) => x
  }
}

/** One row of logits as a softmax of this precision sees it. */
export interface SoftmaxRow {
  /** Σ_j exp(z_j − max z) is 1: all others are lost beside the largest. */
  readonly isCollapsed: boolean
  /** The loss of the row is 0, in the form that takes log of the sum (plain), or log1p of the others (exact). */
  readonly isZero: { readonly plain: boolean; readonly exact_gradient: boolean }
  /** z_y − max_{j≠y} z_j */
  readonly margin: number
}

/**
 * Exponentials and their sum are rounded to the precision of the loss, the sum once, as the kernels do.
 *
 * Source: Prieto et al. 2025, arXiv:2501.04697, section 3 (softmax collapse).
 */
export function softmaxRow(logits: ArrayLike<number>, from: number, classes: number, label: number, round: Rounding): SoftmaxRow {
  const own = logits[from + label]!
  let rival = -Infinity
  for (let c = 0; c < classes; c++) if (c !== label) rival = Math.max(rival, logits[from + c]!)
  const largest = round(Math.max(own, rival))
  let sum = 0
  let others = 0
  for (let c = 0; c < classes; c++) {
    const e = round(Math.exp(round(round(logits[from + c]!) - largest)))
    sum += e
    if (c !== label) others += e
  }
  const isCollapsed = round(sum) === 1
  const leads = round(own) === largest
  return { isCollapsed, isZero: { plain: isCollapsed && leads, exact_gradient: leads && round(others) === 0 }, margin: own - rival }
}

/** Quantiles of the margins that are kept, in percent. */
export const marginQuantiles = [1, 5, 25, 50, 75, 95, 99] as const

/**
 * How sure the network is of what it was trained on, and whether its loss still sees that. Over the training set, z the logits:
 *
 *   margin_mean, margin_min, margin_max   of z_y − max_{j≠y} z_j; of y f(x) where the answer is a sign
 *   margin_quantile.q, test_margin_quantile.q   below which q % of the margins lie, of training and test examples; above 0 is right
 *   softmax_collapse   share of examples with Σ_j exp(z_j − max z) = 1 exactly, in the precision of the loss
 *   zero_loss          share of examples whose loss is 0 exactly, in its precision and form
 *
 * Source: Prieto et al. 2025, arXiv:2501.04697, section 3; margins as in Lyu et al. 2023, arXiv:2311.18817, and Power et al. 2022.
 */
export const margins = defineMeasure({
  id: 'margins',
  title: 'Margins and softmax collapse',
  formula: String.raw`
    \text{margin} = z_y - \max_{j\ne y}z_j \\
    \text{collapse} = \text{share with}\ \sum_j e^{z_j - \max z} = 1\ \text{in the precision of the loss} \\
    \text{zero loss} = \text{share with}\ \ell = 0,\quad\text{all on the training set}`,
  domain: 'Answers that are classes or signs. Margins of any sign, shares 0 to 1.',
  source: 'Prieto et al. 2025; Lyu et al. 2023',
  unit: 'logit',
  expect: 'Margins grow through the plateau. Without decay and with the plain loss in 32 bits or fewer, examples collapse one after the other: their gradient is 0, and learning stalls when half of them have.',
  cost: 'b',
  series: ['margin_mean', 'margin_min', 'margin_max', 'softmax_collapse', 'zero_loss', 'margin_quantile.*', 'test_margin_quantile.*'],
  parameters: noParameters,
  lacks(input) {
    if (labelsOf(input.examples) === null) return 'It reads classes or signs, and the answers of this task are numbers.'
    return tooLarge(input, input.examples.inputs.values.shape[0] ?? 0)
  },
  async compute(input) {
    const labels = labelsOf(input.examples)
    if (labels === null) return {}
    const { values, classes, outputs: kind } = labels
    const { outputs: { data } } = await forwardExamples(input)
    const { train, test } = input.split
    if (kind === 'sign') {
      const signed = (rows: Int32Array): Float64Array => Float64Array.from(rows, (row) => (values[row] === 1 ? 1 : -1) * data[row]!)
      return { ...spread(signed(train)), ...quantiles('margin_quantile', signed(train)), ...quantiles('test_margin_quantile', signed(test)) }
    }
    const { loss } = input.config
    const round = roundingOf(input.config)
    const rows = Array.from(train, (row) => softmaxRow(data, row * classes, classes, values[row]!, round))
    const share = (isSo: (row: SoftmaxRow) => boolean): number => rows.filter(isSo).length / rows.length
    const own = Float64Array.from(rows, (row) => row.margin)
    const others = Float64Array.from(test, (row) => softmaxRow(data, row * classes, classes, values[row]!, round).margin)
    const margin = { ...spread(own), ...quantiles('margin_quantile', own), ...quantiles('test_margin_quantile', others) }
    if (loss.kind !== 'cross_entropy') return margin
    return { ...margin, softmax_collapse: share((row) => row.isCollapsed), zero_loss: share((row) => row.isZero[loss.form]) }
  },
})

/** By name and percent; the lower of two neighbours, so that every value is that of an example. */
function quantiles(name: string, each: Float64Array): Readonly<Record<string, number>> {
  const sorted = Float64Array.from(each).sort()
  return Object.fromEntries(marginQuantiles.map((q) => [`${name}.${q}`, sorted[Math.floor((q / 100) * (sorted.length - 1))] ?? NaN]))
}

function spread(each: Float64Array): Readonly<Record<'margin_mean' | 'margin_min' | 'margin_max', number>> {
  return {
    margin_mean: each.reduce((sum, x) => sum + x / each.length, 0),
    margin_min: each.reduce((least, x) => Math.min(least, x), Infinity),
    margin_max: each.reduce((most, x) => Math.max(most, x), -Infinity),
  }
}
