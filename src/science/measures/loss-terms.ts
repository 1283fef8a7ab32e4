import { totalPenalty } from '../step/penalties.ts'
import { settingsOf } from '../optimisers/groups.ts'
import type { Tensor } from '../../engine/ops/ops.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure, noParameters } from './define.ts'
import { trainedOf } from './trained.ts'

/** Σ (λ/2) w² over trained weights with the decay λ of each; from the initial weights where decay pulls there, 0 where it pulls nowhere. */
export function decayTerm({ config: { optimiser }, network, weights, initial }: Pick<MeasureInput, 'config' | 'network' | 'weights' | 'initial'>): number {
  const towards = optimiser.kind === 'adamw' ? (optimiser.decay ?? 'to_zero') : 'to_zero'
  if (towards === 'jiggle') return 0
  let term = 0
  for (const { name } of trainedOf(network)) {
    const { weight_decay: decay } = settingsOf(optimiser, name)
    const from = towards === 'to_initial' ? initial[name]?.data : undefined
    const data = weights[name]?.data ?? []
    let squares = 0
    for (let i = 0; i < data.length; i++) squares += (data[i]! - (from?.[i] ?? 0)) ** 2
    term += (decay / 2) * squares
  }
  return term
}

/**
 * What the examples ask for and what simplicity asks for, apart:
 *
 *   data_term = training loss,   decay_term = Σ (λ/2) w²,   penalty_term = all configured penalties,   decay_share = (decay + penalty)/sum of the three
 *
 * Decay inside the gradient (L2) minimises exactly this sum. AdamW pulls outside of its rescaled gradient, so there the sum is not what
 * is minimised and only the course of each term counts. Models with an objective of their own log both parts in every evaluation.
 *
 * Source: Miller et al. 2023, arXiv:2310.17247, section 4 (squared error against Σw²; likelihood against KL and log-determinant).
 */
export const lossTerms = defineMeasure({
  id: 'loss_terms',
  title: 'Data and complexity terms',
  formula: String.raw`
    \text{data} = L_{\text{train}},\qquad \text{decay} = \sum\tfrac\lambda2w^2\ \text{with the}\ \lambda\ \text{of each parameter},\qquad \text{penalty as configured} \\
    \text{share} = \frac{\text{decay} + \text{penalty}}{\text{data} + \text{decay} + \text{penalty}}`,
  domain: 'Any model with weights. 0 and above; the share 0 to 1.',
  source: 'Miller et al. 2023',
  unit: 'loss',
  expect: 'First the data term falls and the complexity term rises; then, with the data fitted, the complexity term falls, and the tests turn right with it.',
  cost: 'b',
  series: ['data_term', 'decay_term', 'penalty_term', 'decay_share'],
  parameters: noParameters,
  lacks: ({ weights }) => (Object.keys(weights).length > 0 ? null : 'This model has no weights.'),
  async compute(input) {
    const { network, compute, config } = input
    const found = await compute.run('loss_terms', (ops): Readonly<Record<string, Tensor>> => {
      const weights = network.weights(ops)
      const penalty = totalPenalty(ops, config.penalties, trainedOf(network).map(({ name }) => weights[name] as Tensor))
      return { data: network.loss(ops, weights, network.side(ops, 'train')), ...(penalty === null ? {} : { penalty }) }
    })
    const data = found['data']?.data[0] ?? NaN
    const penalty = found['penalty']?.data[0] ?? 0
    const decay = decayTerm(input)
    return { data_term: data, decay_term: decay, penalty_term: penalty, decay_share: (decay + penalty) / (data + decay + penalty) }
  },
})
