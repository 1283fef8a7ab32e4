import { z } from 'zod'
import type { DifferentiableOps, Tensor } from '../../../engine/ops/ops.ts'
import { sizeOf, type HostTensor } from '../../../shared/tensors.ts'
import { normal } from '../../random/draw.ts'
import { streamOf } from '../../random/streams.ts'
import type { MeasureInput } from '../../types.ts'
import { defineMeasure } from '../define.ts'
import { trainedOf } from '../trained.ts'

const along = (name: string): string => `hessian.v.${name}`

function total(ops: DifferentiableOps, parts: readonly Tensor[]): Tensor {
  return parts.reduce((sum, part) => ops.add(sum, part))
}

/** v ← H v with v normalised before; its Rayleigh quotient vᵀHv and |Hv − (vᵀHv) v| go out beside it. */
function product(ops: DifferentiableOps, { network, config: { precision } }: MeasureInput): Readonly<Record<string, Tensor>> {
  const weights = network.weights(ops)
  const trained = trainedOf(network)
  const names = trained.map(({ name }) => name)
  const where = names.map((name) => weights[name] as Tensor)
  const given = trained.map(({ name, shape }) => ops.input(along(name), shape, precision))
  const length = ops.maximum(ops.sqrt(total(ops, given.map((v) => ops.sum(ops.mul(v, v))))), 1e-30)
  const v = given.map((each) => ops.div(each, length))
  const gradients = ops.gradient(network.loss(ops, weights, network.side(ops, 'train')), where)
  const slope = total(ops, gradients.map((g, i) => ops.sum(ops.mul(g, v[i] as Tensor))))
  const hv = ops.gradient(slope, where)
  const quotient = total(ops, hv.map((each, i) => ops.sum(ops.mul(each, v[i] as Tensor))))
  const rest = hv.map((each, i) => ops.sub(each, ops.mul(v[i] as Tensor, quotient)))
  return {
    ...Object.fromEntries(names.map((name, i) => [along(name), hv[i] as Tensor])),
    'hessian.quotient': quotient,
    'hessian.residual': ops.sqrt(total(ops, rest.map((each) => ops.sum(ops.mul(each, each))))),
  }
}

/**
 * The eigenvalue of largest size of the Hessian of the training loss, by power iteration: v ← Hv/|Hv| from a random v, λ = vᵀHv after
 * the last product. The residual |Hv − λv|/|λ| says how far v is from an eigenvector; near 1 another eigenvalue has nearly the same
 * size, and more products are needed. Products come from gradients of gradients and are exact.
 *
 * Source: Keskar et al. 2017; Thilak et al. 2022, arXiv:2206.04817 (curvature); power iteration as in Pearlmutter 1994.
 */
export const hessianEigenvalue = defineMeasure({
  id: 'hessian_eigenvalue',
  title: 'Largest eigenvalue of the Hessian',
  formula: String.raw`
    \lambda = v^{\mathsf T}Hv,\qquad v\leftarrow\frac{Hv}{\lVert Hv\rVert}\ \text{for 20 products from a random } v \\
    \text{residual} = \frac{\lVert Hv - \lambda v\rVert}{\lvert\lambda\rvert},\qquad H\ \text{of the training loss}`,
  domain: 'Any model with weights. Of any sign.',
  source: 'Pearlmutter 1994; Keskar et al. 2017',
  unit: 'loss per weight squared',
  expect: 'It falls with the training loss; before a slingshot it climbs to the edge of stability, 2/learning rate in gradient descent.',
  cost: 'c',
  series: ['hessian_eigenvalue', 'hessian_residual'],
  parameters: z.strictObject({ products: z.int().min(1).max(10_000).default(20).meta({ unit: 'products', help: 'How often the Hessian is multiplied.' }) }),
  lacks: ({ weights }) => (Object.keys(weights).length > 0 ? null : 'This model has no weights.'),
  async compute(input, { products }) {
    const { compute, config: { precision, seed }, network } = input
    const scalar = (): HostTensor => ({ shape: [], dtype: precision, data: precision === 'f64' ? new Float64Array(1) : new Float32Array(1) })
    const start = Object.fromEntries(
      trainedOf(network).map(({ name, shape }) => {
        const values = normal(sizeOf(shape), { seed, stream: streamOf(`hessian/${name}`) })
        return [along(name), { shape, dtype: precision, data: precision === 'f64' ? values : Float32Array.from(values) }]
      }),
    )
    const end = await compute.iterate('hessian', (ops) => product(ops, input), { ...start, 'hessian.quotient': scalar(), 'hessian.residual': scalar() }, { steps: products })
    const quotient = end['hessian.quotient']?.data[0] ?? NaN
    return { hessian_eigenvalue: quotient, hessian_residual: (end['hessian.residual']?.data[0] ?? NaN) / Math.abs(quotient) }
  },
})
