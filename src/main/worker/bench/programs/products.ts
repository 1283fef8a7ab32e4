import type { TrainingJob } from '../../../../engine/executors/executor.ts'
import type { DifferentiableOps, Tensor } from '../../../../engine/ops/ops.ts'
import { optimise } from '../../../../engine/program/optimise.ts'
import { record } from '../../../../engine/program/record.ts'
import { uniform } from '../../../../science/random/draw.ts'
import { streamOf } from '../../../../science/random/streams.ts'
import { sizeOf, type HostTensor, type NamedTensors } from '../../../../shared/tensors.ts'
import { trainRows, type Workload } from '../workload.ts'

/**
 * A layer as its three products: x [rows, inputs] × w → y, xᵀ × ȳ → w̄, and ȳ × wᵀ → x̄ where something before it learns.
 * Source: `gemms` in `bench/peers/workloads.py`.
 */
interface Layer {
  readonly rows: number
  readonly inputs: number
  readonly outputs: number
  readonly passesGradient: boolean
}

/** Layers in chains: each reads what the one before it wrote. Table look-ups and the small sums of attention are no products. */
function chains(workload: Workload): Layer[][] {
  const layer = (rows: number, inputs: number, outputs: number, passesGradient = true): Layer => ({ rows, inputs, outputs, passesGradient })
  const rows = workload.batch ?? trainRows(workload)
  switch (workload.kind) {
    case 'mlp':
    case 'dense': {
      const looksUp = workload.kind === 'mlp' ? 1 : 0
      return [workload.sizes.slice(1).map((outputs, i) => layer(rows, workload.sizes[i] as number, outputs, i > 0)).slice(looksUp)]
    }
    case 'pair': {
      const { width: d, neurons: h, pairs: { modulus: p } } = workload
      return [[layer(p, d, h)], [layer(h, d, p)], [layer(rows, h, p)]]
    }
    case 'transformer': {
      const { width: d, neurons: h, pairs: { modulus: p } } = workload
      return [[layer(2 * (p + 1), d, 2 * d)], [layer(rows, d, d), layer(rows, d, h), layer(rows, h, d), layer(rows, d, p + 1)]]
    }
  }
}

/** Floating-point operations of the products of one step. */
export function productFlop(workload: Workload): number {
  return chains(workload).flat().reduce((sum, { rows, inputs, outputs, passesGradient }) => sum + 2 * rows * inputs * outputs * (passesGradient ? 3 : 2), 0)
}

/** U(−1, 1)/√inputs·√3, so that numbers neither grow nor die along a chain. */
function filled(name: string, shape: readonly number[], fanIn: number): HostTensor {
  const scale = Math.sqrt(3 / fanIn)
  return { shape, dtype: 'f32', data: Float32Array.from(uniform(sizeOf(shape), { seed: 0, stream: streamOf(`bench/${name}`) }), (u) => (2 * u - 1) * scale) }
}

interface Named extends Layer {
  readonly weight: string
}

/** The products of one chain, forward and back; the outputs of the last layer stand for their gradient. */
function chainProducts(
  ops: DifferentiableOps,
  chain: readonly Named[],
  first: Tensor,
  weights: ReadonlyMap<string, Tensor>,
  gradientName: string | null,
): Record<string, Tensor> {
  const w = chain.map(({ weight }) => weights.get(weight) as Tensor)
  const x = [first]
  for (const factor of w) x.push(ops.matmul(x.at(-1) as Tensor, factor))
  let gradient = x.at(-1) as Tensor
  const out: Record<string, Tensor> = {}
  for (let i = chain.length - 1; i >= 0; i--) {
    const { weight, passesGradient } = chain[i] as Named
    out[`gradient.${weight}`] = ops.matmul(x[i] as Tensor, gradient, { transposeLeft: true })
    if (passesGradient) gradient = ops.matmul(gradient, w[i] as Tensor, { transposeRight: true })
  }
  if (gradientName !== null) out[gradientName] = gradient
  return out
}

/**
 * The matrix products of one training step and nothing else, with the same shapes and in the same order: what a step would cost
 * on this executor if everything between the products were free. Weights stand in the state, so no product can be made once for all.
 */
export function productsJob(workload: Workload, threads: number): TrainingJob {
  const all = chains(workload).map((chain, c) => chain.map((layer, i): Named => ({ ...layer, weight: `w${c}.${i}` })))
  const starts = all.map((chain) => chain[0] as Named)
  const data: NamedTensors = Object.fromEntries(starts.map(({ rows, inputs }, c) => [`x${c}`, filled(`x${c}`, [rows, inputs], 3)]))
  const weights: NamedTensors = Object.fromEntries(all.flat().map(({ weight, inputs, outputs }) => [weight, filled(weight, [inputs, outputs], inputs)]))
  const gradients: NamedTensors = Object.fromEntries([
    ...all.flat().map(({ weight, inputs, outputs }) => [`gradient.${weight}`, filled(weight, [inputs, outputs], inputs)] as const),
    ...starts.flatMap(({ passesGradient, rows, inputs }, c) => (passesGradient ? [[`gradient.x${c}`, filled(`x${c}`, [rows, inputs], 3)] as const] : [])),
  ])
  const step = record((ops) => {
    const w = new Map(Object.entries(weights).map(([name, { shape }]) => [name, ops.input(name, shape, 'f32')]))
    const made = all.map((chain, c) => {
      const { rows, inputs, passesGradient } = starts[c] as Named
      return chainProducts(ops, chain, ops.input(`x${c}`, [rows, inputs], 'f32'), w, passesGradient ? `gradient.x${c}` : null)
    })
    return Object.assign({}, Object.fromEntries(w), ...made) as Record<string, Tensor>
  })
  return { step: optimise(step), evaluate: record(() => ({})), data, state: { ...weights, ...gradients }, stepsDone: 0, threads }
}
