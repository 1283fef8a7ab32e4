import type { BenchWorkload } from '../../../shared/schema/bench.ts'

interface Training {
  readonly name: BenchWorkload
  readonly title: string
  /** Models trained side by side. */
  readonly models: number
  readonly learningRate: number
  /** Steps over which the learning rate rises in a line. */
  readonly warmupSteps: number
  readonly weightDecay: number
  readonly beta1: number
  readonly beta2: number
  /** Rows of a mini-batch, drawn in the program; null for the full batch. */
  readonly batch: number | null
}

/** Pairs (a, b) of residues of `modulus` with the answer a + b. */
interface Pairs {
  readonly modulus: number
  /** All pairs, or only those with a ≤ b. */
  readonly ordered: boolean
  /** Share of the pairs that is trained on. */
  readonly fraction: number
}

export interface MlpWorkload extends Training {
  readonly kind: 'mlp'
  readonly pairs: Pairs
  readonly sizes: readonly number[]
  readonly bias: boolean
  readonly activation: 'relu' | 'quadratic'
  readonly loss: 'cross_entropy' | 'mse'
}

/** A multilayer perceptron on dense rows without meaning: only the time counts. */
export interface DenseWorkload extends Training {
  readonly kind: 'dense'
  readonly rows: { readonly train: number; readonly test: number }
  readonly sizes: readonly number[]
  /** Factor on the usual initial weights. */
  readonly initialScale: number
}

export interface PairWorkload extends Training {
  readonly kind: 'pair'
  readonly pairs: Pairs
  readonly width: number
  readonly neurons: number
  readonly lossDivisor: number
}

export interface TransformerWorkload extends Training {
  readonly kind: 'transformer'
  readonly pairs: Pairs
  readonly width: number
  readonly neurons: number
  readonly heads: number
}

export type Workload = MlpWorkload | DenseWorkload | PairWorkload | TransformerWorkload

const usual = { models: 1, learningRate: 1e-2, warmupSteps: 0, weightDecay: 1, beta1: 0.9, beta2: 0.98, batch: null } as const
const mlp = { ...usual, kind: 'mlp', bias: true, activation: 'relu', loss: 'cross_entropy' } as const
const w1 = { ...mlp, pairs: { modulus: 59, ordered: true, fraction: 0.4 }, sizes: [118, 200, 200, 59] } as const

/** The same sizes, rates and losses as `bench/peers/workloads.py`. */
export const workloads: { readonly [K in BenchWorkload]: Workload & { readonly name: K } } = {
  W1: { ...w1, name: 'W1', title: 'reference MLP, p 59' },
  W2: {
    ...mlp, name: 'W2', title: 'quadratic MLP, p 31', pairs: { modulus: 31, ordered: true, fraction: 0.5 }, sizes: [62, 256, 31],
    bias: false, activation: 'quadratic', loss: 'mse', learningRate: 5e-3,
  },
  W3: {
    ...usual, name: 'W3', title: 'PAIR 24-neuron MLP, p 67', kind: 'pair', pairs: { modulus: 67, ordered: false, fraction: 0.4 },
    width: 500, neurons: 24, lossDivisor: 67,
  },
  W4: {
    ...usual, name: 'W4', title: 'one-layer transformer, p 113', kind: 'transformer', pairs: { modulus: 113, ordered: true, fraction: 0.3 },
    width: 128, neurons: 512, heads: 4, learningRate: 1e-3, warmupSteps: 10,
  },
  W5: {
    ...usual, name: 'W5', title: 'MNIST-1k MLP, batch 200', kind: 'dense', rows: { train: 1000, test: 2000 }, sizes: [784, 200, 200, 10],
    initialScale: 8, learningRate: 1e-3, weightDecay: 0.01, beta2: 0.999, batch: 200,
  },
  W6: { ...mlp, name: 'W6', title: 'MLP, p 113', pairs: { modulus: 113, ordered: true, fraction: 0.4 }, sizes: [226, 200, 200, 113], bias: false },
  W7: { ...w1, name: 'W7', title: 'sixteen seeds of W1 at once', models: 16 },
}

/** All pairs in the order of (a, b), a slowest. */
export function allPairs({ modulus: p, ordered }: Pairs): (readonly [number, number])[] {
  return Array.from({ length: p * p }, (_, i) => [Math.floor(i / p), i % p] as const).filter(([a, b]) => ordered || a <= b)
}

/** Rows that are trained on. */
export function trainRows(workload: Workload): number {
  if (workload.kind === 'dense') return workload.rows.train
  const { modulus: p, ordered, fraction } = workload.pairs
  return Math.floor(fraction * (ordered ? p * p : (p * (p + 1)) / 2))
}
