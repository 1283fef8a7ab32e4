import type { HostTensor } from '../../../shared/tensors.ts'
import {
  attention, cholesky, conv2d, dropout, gelu, geluTanh, hinge, kthLargest, layerNorm, logSoftmax, lstm, maxPool2d, mean, meanSquaredError,
  mergeHeads, nuclearNorm, relu, sigmoid, softmax, softplus, spectralEntropy, spectralNorm, splitHeads, square, stableMax, stableMaxCrossEntropy,
} from '../derived.ts'
import type { Ops, Tensor } from '../ops.ts'
import { f64, fullRank, i32, inF32, spread, sumOf, tolerances, type ConformanceCase, type Tolerance } from './case.ts'
import type { GradientCase } from './gradients.ts'

/** A derived function on f64 operands that are away from kinks: forward in f64 and f32, and its gradient against differences. */
interface Sample {
  readonly title: string
  readonly operands: readonly HostTensor[]
  readonly build: (ops: Ops, ...operands: readonly Tensor[]) => Tensor
  /** Elements that were worked out apart from the reference. */
  readonly expected?: readonly number[]
  /** Cut from gradients, with a kink at these operands, or too large to be differenced element by element. */
  readonly noGradient?: true
  readonly hasNoCurvature?: true
  /** In place of that of some dozen operations. */
  readonly tolerance?: (dtype: 'f32' | 'f64') => Tolerance
}

const row = f64([5], [-30, -1, 0, 0.5, 20])
const logits = spread([3, 4])
const labels = i32([3], [1, 0, 3])
const counter = { seed: 3, stream: 2 }

const elementwise: Sample[] = [
  { title: 'relu', operands: [spread([7])], build: (ops, x) => relu(ops, x!) },
  { title: 'square', operands: [spread([7])], build: (ops, x) => square(ops, x!) },
  {
    title: 'sigmoid, far on both sides and at 0', operands: [row], build: (ops, x) => sigmoid(ops, x!),
    expected: [9.357622968839299e-14, 0.2689414213699951, 0.5, 0.6224593312018546, 0.9999999979388463],
  },
  {
    title: 'softplus, far on both sides and at 0', operands: [row], build: (ops, x) => softplus(ops, x!),
    expected: [9.357622968839299e-14, 0.3132616875182229, Math.LN2, 0.9740769841801067, 20.00000000206115],
  },
  {
    title: 'gelu', operands: [f64([4], [-2, -0.5, 0, 1])], build: (ops, x) => gelu(ops, x!),
    expected: [-0.04550026389635841, -0.15426876936299348, 0, 0.8413447460685429],
  },
  {
    title: 'gelu by tanh', operands: [f64([3], [-2, 0, 1])], build: (ops, x) => geluTanh(ops, x!),
    expected: [-0.04540230591222498, 0, 0.8411919906082768],
  },
  { title: 'stableMax, also at the pole of the branch not taken', operands: [f64([3], [-3, 1, 2.5])], build: (ops, x) => stableMax(ops, x!), expected: [0.25, 2, 3.5] },
  { title: 'stableMax where its branches meet', operands: [f64([1], [0])], build: (ops, x) => stableMax(ops, x!), expected: [1], noGradient: true },
]

const overAnAxis: Sample[] = [
  { title: 'mean of everything', operands: [f64([2, 2], [1, 2, 3, 6])], build: (ops, x) => mean(ops, x!), expected: [3] },
  { title: 'mean over the last axis', operands: [spread([2, 3, 4])], build: (ops, x) => mean(ops, x!, { axes: [-1], keepDims: true }) },
  { title: 'softmax over the last axis', operands: [logits], build: (ops, x) => softmax(ops, x!) },
  { title: 'softmax over the first axis', operands: [logits], build: (ops, x) => softmax(ops, x!, 0) },
  { title: 'softmax of large logits does not overflow', operands: [f64([3], [1000, 1000, -1000])], build: (ops, x) => softmax(ops, x!), expected: [0.5, 0.5, 0] },
  { title: 'logSoftmax over the last axis', operands: [logits], build: (ops, x) => logSoftmax(ops, x!) },
  { title: 'logSoftmax of large logits keeps them', operands: [f64([2], [0, 1000])], build: (ops, x) => logSoftmax(ops, x!), expected: [-1000, 0] },
  {
    title: 'layerNorm by hand', operands: [f64([2], [1, 3]), f64([2], [2, 2]), f64([2], [0, 1])],
    build: (ops, x, gain, bias) => layerNorm(ops, x!, { gain: gain!, bias: bias!, epsilon: 0 }), expected: [-2, 3],
  },
  { title: 'layerNorm of a batch', operands: [spread([2, 3, 6]), spread([6], 'f64', 1), spread([6], 'f64', 2)], build: (ops, x, gain, bias) => layerNorm(ops, x!, { gain: gain!, bias: bias! }) },
  { title: 'layerNorm without gain and bias', operands: [spread([3, 5])], build: (ops, x) => layerNorm(ops, x!) },
]

const losses: Sample[] = [
  { title: 'meanSquaredError', operands: [f64([2, 2], [1, 2, 3, 4]), f64([2, 2], [0, 2, 3, 1])], build: (ops, a, b) => meanSquaredError(ops, a!, b!), expected: [0.5, 4.5] },
  { title: 'hinge', operands: [f64([3], [0.5, 2, -1]), f64([3], [1, 1, 1])], build: (ops, a, b) => hinge(ops, a!, b!), expected: [0.5, 0, 2] },
  { title: 'stableMaxCrossEntropy', operands: [logits], build: (ops, z) => stableMaxCrossEntropy(ops, z!, ops.constant(labels)) },
  {
    title: 'stableMaxCrossEntropy by hand', operands: [f64([1, 2], [1, -1])], build: (ops, z) => stableMaxCrossEntropy(ops, z!, ops.constant(i32([1], [0]))),
    expected: [Math.log(1.25)],
  },
]

const layers: Sample[] = [
  {
    title: 'dropout at a rate of 0.4', operands: [spread([5, 6])],
    build: (ops, x) => dropout(ops, x!, 0.4, { ...counter, counter: ops.full([], 7, 'i32') }),
  },
  { title: 'heads are split and merged again', operands: [spread([2, 3, 6])], build: (ops, x) => mergeHeads(ops, ops.mul(splitHeads(ops, x!, 2), 3)) },
  ...[{}, { isCausal: true }, { rate: 0.3 }].flatMap((options): Sample[] => [
    {
      title: `attention, ${JSON.stringify(options)}`, operands: [spread([1, 2, 3, 2]), spread([1, 2, 3, 2], 'f64', 1), spread([1, 2, 3, 2], 'f64', 2)],
      build: (ops, q, k, v) => attention(ops, q!, k!, v!, options).read,
    },
    {
      title: `attention of the last position only, ${JSON.stringify(options)}`, operands: [spread([1, 2, 1, 2]), spread([1, 2, 3, 2], 'f64', 1), spread([1, 2, 3, 2], 'f64', 2)],
      build: (ops, q, k, v) => attention(ops, q!, k!, v!, options).read,
    },
  ]),
  {
    title: 'attention of four heads over a batch', operands: [spread([6, 4, 5, 8]), spread([6, 4, 7, 8], 'f64', 1), spread([6, 4, 7, 9], 'f64', 2)],
    build: (ops, q, k, v) => attention(ops, q!, k!, v!, { isCausal: true }).read, noGradient: true,
  },
  {
    title: 'lstm of a batch over five steps', operands: [spread([9, 5, 7]), spread([7, 44], 'f64', 1), spread([11, 44], 'f64', 2), spread([44], 'f64', 3)],
    build: (ops, x, input, hidden, bias) => lstm(ops, x!, { input: input!, hidden: hidden!, bias: bias! }).said, noGradient: true,
  },
  {
    title: 'the pattern of causal attention to equal keys', operands: [spread([1, 1, 3, 2])],
    build: (ops, q) => attention(ops, q!, ops.full([1, 1, 3, 2], 1, q!.dtype), q!, { isCausal: true }).pattern,
    expected: [1, 0, 0, 1 / 2, 1 / 2, 0, 1 / 3, 1 / 3, 1 / 3],
  },
  {
    title: 'lstm over two steps', operands: [spread([1, 2, 2]), spread([2, 8], 'f64', 1), spread([2, 8], 'f64', 2), spread([8], 'f64', 3)],
    build: (ops, x, input, hidden, bias) => lstm(ops, x!, { input: input!, hidden: hidden!, bias: bias! }).said,
  },
]

const images: Sample[] = [
  {
    title: 'conv2d by hand', operands: [f64([1, 3, 3, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9]), f64([2, 2, 1, 1], [1, 0, 0, -1])],
    build: (ops, x, k) => conv2d(ops, x!, k!), expected: [-4, -4, -4, -4],
  },
  {
    title: 'conv2d by hand, with stride and padding', operands: [f64([1, 3, 3, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9]), f64([3, 3, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1])],
    build: (ops, x, k) => conv2d(ops, x!, k!, { stride: 2, padding: 1 }), expected: [12, 16, 24, 28],
  },
  ...[{}, { stride: 2 }, { padding: 2 }, { stride: 3, padding: 1 }].map((options): Sample => ({
    title: `conv2d, ${JSON.stringify(options)}`, operands: [spread([1, 5, 4, 2]), spread([3, 2, 2, 2], 'f64', 1)],
    build: (ops, x, k) => conv2d(ops, x!, k!, options),
  })),
  {
    title: 'conv2d of a batch of images', operands: [spread([5, 14, 13, 3]), spread([5, 5, 3, 7], 'f64', 1)],
    build: (ops, x, k) => conv2d(ops, x!, k!, { stride: 2, padding: 2 }), noGradient: true, tolerance: (dtype) => sumOf(5 * 5 * 3, 4, dtype),
  },
  { title: 'maxPool2d', operands: [f64([1, 2, 4, 1], [1, 5, 2, 0, 3, 4, -1, -2])], build: (ops, x) => maxPool2d(ops, x!, 2), expected: [5, 2] },
  { title: 'maxPool2d of windows that overlap', operands: [spread([1, 5, 5, 1])], build: (ops, x) => maxPool2d(ops, x!, 3, 2) },
]

/** AᵀA + 1, positive definite. */
function gram(ops: Ops, a: Tensor): Tensor {
  const n = a.shape[1] ?? 0
  return ops.add(ops.matmul(a, a, { transposeLeft: true }), ops.oneHot(ops.iota(n), n, a.dtype === 'f32' ? 'f32' : 'f64'))
}

const matrices: Sample[] = [
  { title: 'nuclearNorm', operands: [f64([2, 2], [0, 3, -5, 0])], build: (ops, a) => nuclearNorm(ops, a!), expected: [8] },
  { title: 'spectralNorm', operands: [f64([2, 2], [0, 3, -5, 0])], build: (ops, a) => spectralNorm(ops, a!), expected: [5] },
  { title: 'spectralEntropy of equal singular values is log r', operands: [f64([3, 2], [2, 0, 0, 2, 0, 0])], build: (ops, a) => spectralEntropy(ops, a!), expected: [Math.LN2], hasNoCurvature: true },
  {
    title: 'spectralEntropy by hand', operands: [f64([2, 2], [0, 3, 1, 0])], build: (ops, a) => spectralEntropy(ops, a!),
    expected: [-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25)],
  },
  { title: 'spectralEntropy leaves out singular values of 0', operands: [f64([2, 2], [3, 0, 0, 0])], build: (ops, a) => spectralEntropy(ops, a!), expected: [0], noGradient: true },
  { title: 'spectralEntropy', operands: [fullRank([6, 4])], build: (ops, a) => spectralEntropy(ops, a!) },
  { title: 'cholesky by hand', operands: [f64([2, 2], [4, 2, 2, 5])], build: (ops, a) => cholesky(ops, a!).factor, expected: [2, 0, 1, 2] },
  { title: 'cholesky', operands: [fullRank([4, 3])], build: (ops, a) => cholesky(ops, gram(ops, a!)).factor },
  { title: 'the inverse of a factor by hand', operands: [f64([2, 2], [4, 2, 2, 5])], build: (ops, a) => cholesky(ops, a!).inverse, expected: [0.5, 0, -0.25, 0.5] },
  { title: 'the inverse of a factor', operands: [fullRank([4, 3])], build: (ops, a) => cholesky(ops, gram(ops, a!)).inverse },
  { title: 'kthLargest', operands: [f64([2, 3], [3, -1, 3, 0.25, 7, -8])], build: (ops, x) => kthLargest(ops, x!, 4), expected: [0.25], noGradient: true },
  { title: 'kthLargest of a tie', operands: [f64([4], [3, -1, 3, 2])], build: (ops, x) => kthLargest(ops, x!, 2), expected: [3], noGradient: true },
  { title: 'kthLargest: the smallest', operands: [spread([97])], build: (ops, x) => kthLargest(ops, x!, 97), noGradient: true },
]

const samples: readonly Sample[] = [...elementwise, ...overAnAxis, ...losses, ...layers, ...images, ...matrices]

/** Derived functions forward, f64 and f32: what an executor makes of whole sentences. */
export const derivedCases: readonly ConformanceCase[] = samples.flatMap(({ title, operands, build, expected, tolerance }) =>
  (['f64', 'f32'] as const).map((dtype): ConformanceCase => ({
    title: `${title}, ${dtype}`,
    primitive: 'derived',
    tolerance: tolerance?.(dtype) ?? tolerances.derived[dtype],
    operands: dtype === 'f64' ? operands : operands.map(inF32),
    build,
    ...(expected && { expected }),
  })),
)

/** And their gradients, by the title of the sample. */
export const derivedGradients: Readonly<Record<string, readonly GradientCase[]>> = Object.fromEntries(
  samples.filter(({ noGradient }) => !noGradient).map(({ title, operands, build, hasNoCurvature }) => [title, [{ operands, build, ...(hasNoCurvature && { hasNoCurvature }) }]]),
)
