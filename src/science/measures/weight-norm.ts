import { defineMeasure, noParameters } from './define.ts'

/**
 * Total length of the weights: ‖w‖ = √(Σ_tensors Σ_i w_i²), biases included.
 *
 * The sum is carried in f64. Source: M2 of the lab's catalogue; Liu et al. 2023 (Omnigrok), arXiv:2210.01117.
 */
export const weightNorm = defineMeasure({
  id: 'weight_norm',
  title: 'Weight norm',
  formula: String.raw`\lVert w\rVert = \sqrt{\textstyle\sum_i w_i^2}\quad\text{over all weights and biases}`,
  domain: 'Any model. 0 and above.',
  source: 'Liu et al. 2023, Omnigrok; Nanda et al. 2023',
  unit: 'weight',
  expect:
    'No single story: it falls in transformers and on MNIST, rises with plain gradient descent, and is flat through the whole transition of the five-second grok. A norm alone explains nothing there.',
  cost: 'a',
  series: ['weight_norm'],
  parameters: noParameters,
  lacks: () => null,
  compute({ weights }) {
    let sum = 0
    for (const { data } of Object.values(weights)) for (let i = 0; i < data.length; i++) sum += data[i]! * data[i]!
    return { weight_norm: Math.sqrt(sum) }
  },
})
