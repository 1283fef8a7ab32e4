import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure, noParameters } from './define.ts'

/** Gradient of the mean loss over the training set, without penalties, by place; of the parameters that are trained. */
export async function gradientOf({ network, compute }: MeasureInput): Promise<NamedTensors> {
  const names = network.parameters.filter(({ frozen }) => frozen !== true).map(({ name }) => name)
  return compute.run('gradient', (ops) => {
    const weights = network.weights(ops)
    const gradients = ops.gradient(network.loss(ops, weights, network.side(ops, 'train')), names.map((name) => weights[name]!))
    return Object.fromEntries(names.map((name, i) => [name, gradients[i]!]))
  })
}

/** Σ x·y over the tensors of x. */
export function dot(x: NamedTensors, y: NamedTensors): number {
  let sum = 0
  for (const [place, { data }] of Object.entries(x)) {
    const other = y[place]?.data
    if (other?.length !== data.length) return NaN
    for (let i = 0; i < data.length; i++) sum += data[i]! * other[i]!
  }
  return sum
}

/** x − y, f64. */
export function difference(x: NamedTensors, y: NamedTensors): NamedTensors {
  return Object.fromEntries(Object.entries(x).map(([place, own]) => [place, minus(own, y[place])]))
}

/** x − y, f64; NaN where y has nothing. */
export function minus({ shape, data }: Pick<HostTensor, 'shape' | 'data'>, y: Pick<HostTensor, 'data'> | undefined): HostTensor {
  const left = new Float64Array(data.length)
  const other = y?.data
  for (let i = 0; i < data.length; i++) left[i] = data[i]! - (other?.[i] ?? NaN)
  return { shape, dtype: 'f64', data: left }
}

/** x·y / (|x||y|) */
export function cosine(x: NamedTensors, y: NamedTensors): number {
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y))
}

/**
 * Where training pushes the weights w, g the gradient of the loss on the training set:
 *
 *   gradient_norm     |g|, and of each tensor           descent_cosine   cos(−g, w)
 *   update_norm       |u|                                update_cosine    cos(u, w)       u = w − w before
 *
 * "Before" is the step that was looked at before this one; at the rhythm `log` that is the last update while every step is logged. A
 * cosine near 1 is naive loss minimisation: the network scales its weights, and with them its logits, and learns nothing else.
 *
 * Source: Prieto et al. 2025, arXiv:2501.04697, section 4 (naive loss minimisation).
 */
export const gradientMeasure = defineMeasure({
  id: 'gradient',
  title: 'Gradient and update',
  formula: String.raw`
    \lVert\nabla L\rVert\quad\text{on the training set, of all weights and of each matrix} \\
    \cos(-\nabla L,\ w) \\
    u = w - w_{\text{before}}:\quad \lVert u\rVert,\ \cos(u, w)`,
  domain: 'Models of which some weight is trained. Cosines −1 to 1.',
  source: 'Prieto et al. 2025',
  unit: 'loss per weight; 1',
  expect: 'Without decay, −∇L turns to the direction of the weights once the training set is learnt: the loss falls because logits grow. With decay, or with ⊥Grad, it does not.',
  cost: 'b',
  series: ['gradient_norm', 'gradient_norm.*', 'descent_cosine', 'update_norm', 'update_cosine'],
  parameters: noParameters,
  lacks: ({ network }) => (network.parameters.every(({ frozen }) => frozen === true) ? 'It reads gradients, and no weight of this model is trained.' : null),
  async compute(input) {
    const { weights, previous } = input
    const gradient = await gradientOf(input)
    const update = previous === null ? null : difference(weights, previous.weights)
    return {
      gradient_norm: Math.sqrt(dot(gradient, gradient)),
      ...Object.fromEntries(Object.entries(gradient).map(([place, own]) => [`gradient_norm.${place}`, Math.sqrt(dot({ own }, { own }))])),
      descent_cosine: -cosine(gradient, weights),
      ...(update === null ? {} : { update_norm: Math.sqrt(dot(update, update)), update_cosine: cosine(update, weights) }),
    }
  },
})
