import { z } from 'zod'
import type { Tensor } from '../../engine/ops/ops.ts'
import type { HostTensor } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure } from './define.ts'
import { once } from './once.ts'

const Parameters = z.strictObject({
  points: z.int().min(2).max(1001).default(21).meta({ unit: 'points', help: 'At how many scales the losses are computed, evenly spread in their logarithm.' }),
  smallest: z.number().gt(0).max(1).default(0.1).meta({ unit: '1', help: 'The smallest scale.' }),
  largest: z.number().min(1).max(1000).default(10).meta({ unit: '1', help: 'The largest scale.' }),
})
type Parameters = z.output<typeof Parameters>

interface Point {
  readonly scale: number
  readonly norm: number
  readonly train: number
  readonly test: number
}

const landscape = once(async (input: MeasureInput, { points, smallest, largest }: Parameters): Promise<readonly Point[]> => {
  const { network, compute, config: { precision }, weights } = input
  let squares = 0
  for (const { data } of Object.values(weights)) for (let i = 0; i < data.length; i++) squares += data[i]! ** 2
  const found: Point[] = []
  for (let i = 0; i < points; i++) {
    await input.breathe(i / points)
    const scale = smallest * (largest / smallest) ** (i / (points - 1))
    const given: HostTensor = { shape: [], dtype: precision, data: precision === 'f64' ? Float64Array.of(scale) : Float32Array.of(scale) }
    const { train, test } = await compute.run('norm_landscape', (ops) => {
      const factor = ops.input('landscape.scale', [], precision)
      const scaled = Object.fromEntries(Object.entries(network.weights(ops)).map(([name, w]) => [name, ops.mul(w, factor)]))
      const at = (side: 'train' | 'test'): Tensor => network.loss(ops, scaled, network.side(ops, side))
      return { train: at('train'), test: at('test') }
    }, { 'landscape.scale': given })
    found.push({ scale, norm: scale * Math.sqrt(squares), train: train?.data[0] ?? NaN, test: test?.data[0] ?? NaN })
  }
  await input.breathe(1)
  return found
})

/**
 * Losses of the same weights at other lengths: every tensor is multiplied by s and nothing is trained again.
 *
 *   landscape_test_norm, landscape_test_loss     norm and loss where the test loss is smallest over s
 *   landscape_train_norm, landscape_train_loss   the same of the training loss
 *
 * Source: Liu et al. 2023, arXiv:2210.01117 (L-shaped training and U-shaped test loss over the norm). There each point is a training
 * of its own at that norm; this is the cheap cut through the same picture along one ray.
 */
export const normLandscape = defineMeasure({
  id: 'norm_landscape',
  title: 'Losses over the weight norm',
  formula: String.raw`
    L_{\text{train}}(s\,w)\ \text{and}\ L_{\text{test}}(s\,w),\quad s\in[0.1,\ 10] \\
    \text{norm } s\lVert w\rVert \text{ at the smallest of each}`,
  domain: 'Any model with weights. 0 and above.',
  source: 'Liu et al. 2023, Omnigrok',
  unit: 'weight',
  expect: 'Along the ray the training loss is flat above some norm and the test loss has a minimum: before generalisation below the present norm, after it close by.',
  cost: 'c',
  series: ['landscape_test_norm', 'landscape_test_loss', 'landscape_train_norm', 'landscape_train_loss'],
  parameters: Parameters,
  lacks: ({ weights }) => (Object.keys(weights).length > 0 ? null : 'This model has no weights.'),
  async compute(input, parameters) {
    const points = await landscape(input, parameters)
    const lowest = (of: (point: Point) => number): Point | undefined => points.filter((point) => Number.isFinite(of(point))).sort((a, b) => of(a) - of(b))[0]
    const [test, train] = [lowest((point) => point.test), lowest((point) => point.train)]
    return { landscape_test_norm: test?.norm ?? NaN, landscape_test_loss: test?.test ?? NaN, landscape_train_norm: train?.norm ?? NaN, landscape_train_loss: train?.train ?? NaN }
  },
  /** `landscape` [points, 4]: scale, norm, training loss, test loss. */
  async arrays(input, parameters) {
    const points = await landscape(input, parameters)
    return { landscape: { shape: [points.length, 4], dtype: 'f64', data: Float64Array.from(points.flatMap(({ scale, norm, train, test }) => [scale, norm, train, test])) } }
  },
})
