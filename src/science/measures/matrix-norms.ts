import { defineMeasure, noParameters } from './define.ts'

/**
 * Sizes of each tensor w of n numbers:
 *
 *   norm_l1 = Σ|w_i|,   norm_l2 = √(Σ w_i²),   norm_rms = norm_l2/√n,   and weight_l1 = Σ norm_l1 over all
 *
 * Sums are carried in f64. Source: M2 of the lab's catalogue; PAIR 2023 (total L1 and L2); Thilak et al. 2022, arXiv:2206.04817 (last layer).
 */
export const matrixNorms = defineMeasure({
  id: 'matrix_norms',
  title: 'Norms of each matrix',
  formula: String.raw`L_1 = \sum_i\lvert w_i\rvert,\qquad L_2 = \sqrt{\textstyle\sum_i w_i^2},\qquad \mathrm{RMS} = L_2/\sqrt n`,
  domain: 'Any model, each matrix and bias by itself. 0 and above.',
  source: 'PAIR 2023; Thilak et al. 2022; Liu et al. 2023, Omnigrok',
  unit: 'weight',
  expect: 'Layers part ways: decay takes most from the one that is used least. In a slingshot the last layer grows, spikes and rests.',
  cost: 'a',
  series: ['norm_l1.*', 'norm_l2.*', 'norm_rms.*', 'weight_l1'],
  parameters: noParameters,
  lacks: () => null,
  compute({ weights }) {
    let total = 0
    const named = Object.entries(weights).flatMap(([place, { data }]) => {
      let sizes = 0
      let squares = 0
      for (let i = 0; i < data.length; i++) {
        sizes += Math.abs(data[i]!)
        squares += data[i]! * data[i]!
      }
      total += sizes
      return [[`norm_l1.${place}`, sizes], [`norm_l2.${place}`, Math.sqrt(squares)], [`norm_rms.${place}`, Math.sqrt(squares / data.length)]] as const
    })
    return { ...Object.fromEntries(named), weight_l1: total }
  },
})
