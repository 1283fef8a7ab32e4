import { defineMeasure, noParameters } from './define.ts'

/**
 * How far any weight has come from where it began: ‖w − w₀‖_∞, for each tensor and over all. A single moved weight shows, as in
 * sparse parity, where the loss is flat until the relevant weights have grown.
 *
 * Source: Barak et al. 2022, arXiv:2207.08799, section 4.
 */
export const weightMovement = defineMeasure({
  id: 'weight_movement',
  title: 'Movement of the weights',
  formula: String.raw`\lVert w - w_0\rVert_\infty = \max_i\lvert w_i - w_{0,i}\rvert\quad\text{over all weights, and for each matrix}`,
  domain: 'Any model. 0 and above.',
  source: 'Barak et al. 2022',
  unit: 'weight',
  expect: 'In sparse parity it climbs through the plateau, while loss and accuracy stand still: progress that is hidden from both.',
  cost: 'a',
  series: ['movement', 'movement.*'],
  parameters: noParameters,
  lacks: () => null,
  compute({ weights, initial }) {
    let all = 0
    const named = Object.entries(weights).map(([place, { data }]) => {
      const before = initial[place]?.data
      let largest = 0
      for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]! - (before?.[i] ?? NaN)))
      all = Math.max(all, largest)
      return [`movement.${place}`, largest] as const
    })
    return { movement: all, ...Object.fromEntries(named) }
  },
})
