import type { MeasureInput } from '../types.ts'
import { defineMeasure, noParameters } from './define.ts'

const place = 'layers.0.weight'

/** How many inputs decide, and how many mean nothing; the first ones decide, and a constant input is neither. */
function inputsOf({ config: { task } }: MeasureInput): { readonly relevant: number; readonly irrelevant: number } | null {
  if (task.kind === 'sparse_parity') return { relevant: task.relevant, irrelevant: task.bits - task.relevant }
  if (task.kind === 'concealed_table') return { relevant: 2 * task.modulus, irrelevant: task.noise_bits }
  return null
}

/**
 * Weights of the first layer on inputs that decide, and on those that mean nothing. With size_i = max_j |W_ij| over neurons j:
 *
 *   relevant_weight = min of size_i over relevant i,   irrelevant_weight = max of size_i over the others,   relevance = their ratio
 *
 * Source: Barak et al. 2022, arXiv:2207.08799, figure 3; PAIR 2023 (three bits against the largest of 27 distractors).
 */
export const relevantInputs = defineMeasure({
  id: 'relevant_inputs',
  title: 'Relevant against irrelevant inputs',
  formula: String.raw`
    \text{size}_i = \max_j\lvert W_{ij}\rvert\quad\text{in the first layer} \\
    \text{relevant} = \min_{i\in S}\text{size}_i,\qquad \text{irrelevant} = \max_{i\notin S}\text{size}_i,\qquad S:\ \text{inputs that decide} \\
    \text{relevance} = \text{relevant}/\text{irrelevant}`,
  domain: 'Tasks in which some inputs mean nothing, with a first layer that has a row for each input. 0 and above.',
  source: 'Barak et al. 2022; PAIR 2023',
  unit: 'weight',
  expect: 'Accuracy rises when the smallest relevant weight passes the largest irrelevant one. With L1 decay the distractors end near 0.002, against 1.5 to 1.9 on the bits that decide.',
  cost: 'a',
  series: ['relevant_weight', 'irrelevant_weight', 'relevance'],
  parameters: noParameters,
  lacks(input) {
    const counts = inputsOf(input)
    if (counts === null) return 'Every input of this task matters.'
    if (counts.irrelevant === 0) return 'This task has no input without a meaning.'
    const matrix = input.weights[place]
    return matrix?.shape.length === 2 && matrix.shape[0] === input.examples.inputs.values.shape[1] ? null : `It reads ${place} with a row for each input, which this model does not have.`
  },
  compute(input) {
    const counts = inputsOf(input)
    const matrix = input.weights[place]
    if (counts === null || matrix === undefined) return {}
    const [, neurons = 0] = matrix.shape
    const size = (row: number): number => {
      let largest = 0
      for (let j = 0; j < neurons; j++) largest = Math.max(largest, Math.abs(matrix.data[row * neurons + j]!))
      return largest
    }
    let relevant = Infinity
    let irrelevant = 0
    for (let row = 0; row < counts.relevant; row++) relevant = Math.min(relevant, size(row))
    for (let row = counts.relevant; row < counts.relevant + counts.irrelevant; row++) irrelevant = Math.max(irrelevant, size(row))
    return { relevant_weight: relevant, irrelevant_weight: irrelevant, relevance: relevant / irrelevant }
  },
})
