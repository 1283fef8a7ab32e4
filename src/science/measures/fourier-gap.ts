import { z } from 'zod'
import type { Tensor } from '../../engine/ops/ops.ts'
import type { HostTensor } from '../../shared/tensors.ts'
import { activations } from '../models/activations.ts'
import { uniform } from '../random/draw.ts'
import { streamOf } from '../random/streams.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure } from './define.ts'
import { once } from './once.ts'

/** With so many bits every example there is takes its turn. */
const mostBits = 14
/** Examples of one pass. */
const piece = 4096

/** Rows of ±1: all 2ⁿ of them, or as many as asked, fair and by themselves; a constant input is 1. [rows, width] each */
function* batches(bits: number, width: number, samples: number, seed: number, precision: 'f32' | 'f64'): Generator<{ readonly x: HostTensor; readonly share: number }> {
  const isWhole = bits <= mostBits
  const all = isWhole ? 2 ** bits : samples
  for (let from = 0, batch = 0; from < all; from += piece, batch++) {
    const rows = Math.min(piece, all - from)
    const drawn = isWhole ? null : uniform(rows * bits, { seed, stream: streamOf(`fourier_gap/${batch}`) })
    const data = precision === 'f64' ? new Float64Array(rows * width).fill(1) : new Float32Array(rows * width).fill(1)
    for (let r = 0; r < rows; r++) for (let i = 0; i < bits; i++) data[r * width + i] = (drawn === null ? ((from + r) >> i) & 1 : drawn[r * bits + i]! < 0.5) ? -1 : 1
    yield { x: { shape: [rows, width], dtype: precision, data }, share: rows / all }
  }
}

/** g_ij = E[χ_S(x) x_i σ'(w_j·x + b_j)], the Fourier coefficient of σ' at S without i, or with it where i is not in S: [width, neurons] */
const coefficients = once(async (input: MeasureInput, samples: number): Promise<{ readonly data: Float64Array; readonly neurons: number }> => {
  const { config, weights, compute, network } = input
  const { model, task, precision, seed } = config
  if (model.kind !== 'mlp' || task.kind !== 'sparse_parity') return { data: new Float64Array(), neurons: 0 }
  const [width = 0, neurons = 0] = weights['layers.0.weight']?.shape ?? []
  const total = new Float64Array(width * neurons)
  let done = 0
  for (const { x, share } of batches(task.bits, width, samples, seed, precision)) {
    await input.breathe(done)
    const { g } = await compute.run(`fourier_gap ${x.shape.join('x')}`, (ops) => {
      const own = network.weights(ops)
      const w = own['layers.0.weight'] as Tensor
      const rows = ops.input('fourier_gap.x', x.shape, precision)
      const sums = ops.matmul(rows, w)
      const bias = own['layers.0.bias']
      const said = activations[model.activation](ops, bias === undefined ? sums : ops.add(sums, bias)) // [rows, neurons]
      const parity = Array.from({ length: task.relevant }, (_, i) => ops.slice(rows, [0, i], [x.shape[0] ?? 0, 1])).reduce((a, b) => ops.mul(a, b)) // [rows, 1]
      const [gradient] = ops.gradient(ops.mul(ops.sum(ops.mul(said, parity)), 1 / (x.shape[0] ?? 1)), [w])
      return { g: gradient as Tensor }
    }, { 'fourier_gap.x': x })
    g?.data.forEach((each, i) => (total[i]! += share * each))
    done += share
  }
  return { data: total, neurons }
})

/**
 * How far the gradient of the whole population tells the bits that decide from the others, for the neurons of the first layer. S are the
 * k bits that decide, g_ij the Fourier coefficient of σ'(w_j·x + b_j) at S ∖ i for i in S and at S ∪ i for the others (it is the gradient
 * of the correlation with the parity by w_ij, but for the sign and the output weight). Means over neurons j:
 *
 *   fourier_relevant = min_{i∈S} |g_ij|,   fourier_irrelevant = max_{i∉S} |g_ij|,   fourier_gap = ⟨their difference⟩
 *
 * Exact up to 14 bits, else over random examples, with a standard error of at most 1/√examples each. At equal weights σ' of ReLU is the majority,
 * whose coefficients give a gap of the order n^(−(k−1)/2).
 *
 * Source: Barak et al. 2022, arXiv:2207.08799, sections 4 and 5 (Fourier gap).
 */
export const fourierGap = defineMeasure({
  id: 'fourier_gap',
  title: 'Fourier gap',
  formula: String.raw`
    g_{ij} = \mathbb E\big[\chi_S(x)\,x_i\,\sigma^\prime(w_j\cdot x + b_j)\big] \\
    \text{gap} = \Big\langle\min_{i\in S}\lvert g_{ij}\rvert - \max_{i\notin S}\lvert g_{ij}\rvert\Big\rangle\quad\text{over neurons } j`,
  domain: 'Sparse parity and a perceptron. Of any sign.',
  source: 'Barak et al. 2022',
  unit: '1',
  expect: 'At the start it is small or below 0, of the order n^(−(k−1)/2) where weights are alike. It widens step by step, long before the loss moves, and jumps when relevant weights have passed the others.',
  cost: 'c',
  series: ['fourier_gap', 'fourier_relevant', 'fourier_irrelevant'],
  parameters: z.strictObject({ samples: z.int().min(1).max(10_000_000).default(65_536).meta({ unit: 'examples', help: 'Random examples that stand for all of them; up to 14 bits all of them are taken.' }) }),
  lacks({ config: { model, task } }) {
    if (task.kind !== 'sparse_parity') return 'It asks which bits decide, and this task is not sparse_parity.'
    if (task.relevant >= task.bits) return 'Every bit of this task decides.'
    return model.kind === 'mlp' ? null : 'It reads the first layer of a perceptron (model.kind mlp).'
  },
  async compute(input, { samples }) {
    const { task } = input.config
    if (task.kind !== 'sparse_parity') return {}
    const { data, neurons } = await coefficients(input, samples)
    let relevant = 0
    let irrelevant = 0
    for (let j = 0; j < neurons; j++) {
      const size = (i: number): number => Math.abs(data[i * neurons + j]!)
      relevant += Math.min(...Array.from({ length: task.relevant }, (_, i) => size(i))) / neurons
      irrelevant += Math.max(...Array.from({ length: task.bits - task.relevant }, (_, i) => size(task.relevant + i))) / neurons
    }
    await input.breathe(1)
    return { fourier_gap: relevant - irrelevant, fourier_relevant: relevant, fourier_irrelevant: irrelevant }
  },
  /** `coefficients` [inputs, neurons]. */
  async arrays(input, { samples }) {
    const { data, neurons } = await coefficients(input, samples)
    return { coefficients: { shape: [neurons === 0 ? 0 : data.length / neurons, neurons], dtype: 'f64', data } }
  },
})
