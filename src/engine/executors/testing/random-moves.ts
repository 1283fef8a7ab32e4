import { broadcastShapes } from '../../ops/broadcast.ts'
import type { Ops, Tensor } from '../../ops/ops.ts'
import { exact, lengthOf, rounded, type Choices, type Move, type Pool, type Value } from './random-values.ts'

/** Kinks and ties of computed numbers lie here, where none of them happens to be: the side of a kink decides a gradient. */
const offCentre = 0.3717

/** Smooth functions with a bound on what they give. */
const smooth: readonly ((ops: Ops, x: Tensor, bound: number) => Value)[] = [
  (ops, x, bound) => rounded(ops.neg(x), bound),
  (ops, x) => rounded(ops.sin(x), 1),
  (ops, x) => rounded(ops.cos(x), 1),
  (ops, x) => rounded(ops.tanh(x), 1),
  (ops, x) => rounded(ops.erf(x), 1),
  (ops, x) => rounded(ops.exp(ops.tanh(x)), 3),
  (ops, x) => rounded(ops.log(ops.add(ops.mul(x, x), 0.5)), 5),
  (ops, x) => rounded(ops.log1p(ops.mul(x, x)), 5),
  (ops, x, bound) => rounded(ops.sqrt(ops.add(ops.mul(x, x), 0.25)), bound + 1),
  (ops, x) => rounded(ops.pow(ops.add(ops.mul(ops.tanh(x), 0.5), 1), 1.5), 2),
  (ops, x) => rounded(ops.div(1, ops.add(ops.mul(x, x), 1)), 1),
  (ops, x, bound) => rounded(ops.mul(x, 0.5), bound / 2),
  (ops, x, bound) => rounded(ops.sub(0.25, x), bound + 1),
  (ops, x, bound) => rounded(ops.abs(ops.add(x, offCentre)), bound + 1),
  (ops, x, bound) => rounded(ops.maximum(ops.sub(x, offCentre), 0), bound + 1),
  (ops, x, bound) => rounded(ops.mul(x, ops.div(ops.cast(ops.step(), x.dtype), 8)), bound),
  (ops, x, bound) => rounded(ops.stopGradient(x), bound),
]

const unary: Move = ({ ops }, choices, { tensor, bound }) => choices.of(smooth)(ops, tensor, bound)

/** Two values whose shapes broadcast, as numpy does. */
function partner(pool: Pool, choices: Choices, { tensor }: Value, among: readonly Value[] = pool.values): Value | null {
  const fitting = among.filter((y) => broadcastShapes(tensor.shape, y.tensor.shape) !== null)
  return fitting.length === 0 ? null : choices.of(fitting)
}

const binary: Move = (pool, choices, x) => {
  const { ops } = pool
  const y = partner(pool, choices, x)
  if (y === null) return null
  const [a, b] = choices.perhaps() ? [x, y] : [y, x]
  switch (choices.below(6)) {
    case 0:
      return rounded(ops.add(a.tensor, b.tensor), a.bound + b.bound)
    case 1:
      return rounded(ops.sub(a.tensor, b.tensor), a.bound + b.bound)
    case 2:
      return rounded(ops.mul(a.tensor, b.tensor), a.bound * b.bound)
    case 3:
      return rounded(ops.div(a.tensor, ops.add(ops.mul(b.tensor, b.tensor), 1)), a.bound)
    case 4:
      return rounded(ops.maximum(a.tensor, ops.add(ops.stopGradient(b.tensor), offCentre)), a.bound + b.bound + 1)
    default:
      return rounded(ops.minimum(ops.sub(ops.stopGradient(a.tensor), offCentre), b.tensor), a.bound + b.bound + 1)
  }
}

/** Which of two values an element is taken from is decided by exact ones. */
const chosen: Move = (pool, choices, x) => {
  const { ops } = pool
  const sides = pool.values.filter(({ isExact }) => isExact)
  const [left, y] = [choices.of(sides), partner(pool, choices, x)]
  const right = partner(pool, choices, left, sides)
  if (y === null || right === null) return null
  const condition = ops[choices.of(['less', 'lessEqual', 'equal'] as const)](left.tensor, right.tensor)
  const shape = broadcastShapes(x.tensor.shape, y.tensor.shape) ?? []
  if (broadcastShapes(condition.shape, shape) === null) return null
  const value = ops.select(condition, x.tensor, y.tensor)
  return { tensor: value, bound: Math.max(x.bound, y.bound), isExact: x.isExact && y.isExact }
}

/** What only exact values are asked. */
const decided: Move = ({ ops, dtype, values }, choices, _) => {
  const { tensor: x, bound } = choices.of(values.filter(({ isExact }) => isExact))
  switch (choices.below(6)) {
    case 0:
      return exact(ops.floor(x), bound + 1)
    case 1:
      return exact(ops.sign(x), 1)
    case 2:
      return exact(ops.roundToHalf(x), bound + 1)
    case 3:
      return exact(ops.cast(ops.less(0.25, x), dtype), 1)
    case 4:
      return exact(ops.cast(ops.cast(x, 'i32'), dtype), bound)
    default:
      return x.shape.length === 0 ? null : exact(ops.cast(ops.argmax(x, choices.below(x.shape.length)), dtype), 64)
  }
}

function axesOf(choices: Choices, rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => axis).filter(() => choices.perhaps())
}

const reduced: Move = ({ ops }, choices, { tensor: x, bound, isExact }) => {
  const axes = axesOf(choices, x.shape.length)
  const keepDims = choices.perhaps()
  // Equal largest elements share the gradient, and a last bit would decide which are equal.
  if (choices.perhaps()) return { tensor: ops.max(isExact ? x : ops.stopGradient(x), { axes, keepDims }), bound, isExact }
  const count = lengthOf(axes.map((axis) => x.shape[axis] ?? 1))
  return rounded(ops.mul(ops.sum(x, { axes, keepDims }), 1 / count), bound)
}

const product: Move = ({ ops, values }, choices, x) => {
  const matrices = values.filter(({ tensor }) => tensor.shape.length >= 2)
  const fitting = matrices.flatMap((y) =>
    [0, 1, 2, 3].flatMap((bits) => {
      const [transposeLeft, transposeRight] = [(bits & 1) === 1, (bits & 2) === 2]
      const inner = x.tensor.shape.at(transposeLeft ? -2 : -1)
      const fits = x.tensor.shape.length >= 2 && inner === y.tensor.shape.at(transposeRight ? -1 : -2)
      const lead = y.tensor.shape.slice(0, -2)
      const leads = lead.length === 0 || lead.join() === x.tensor.shape.slice(0, -2).join()
      return fits && leads ? [{ y, inner: inner ?? 1, transposeLeft, transposeRight }] : []
    }),
  )
  if (fitting.length === 0) return null
  const { y, inner, ...options } = choices.of(fitting)
  return rounded(ops.mul(ops.matmul(x.tensor, y.tensor, options), 1 / inner), x.bound * y.bound)
}

/** Moves of elements; the bits stay as they are. */
const arranged: Move = ({ ops, values }, choices, { tensor: x, bound, isExact }) => {
  const rank = x.shape.length
  const moved = (tensor: Tensor): Value => ({ tensor, bound, isExact })
  switch (choices.below(6)) {
    case 0: {
      const left = x.shape.map((_, axis) => axis)
      return moved(ops.transpose(x, x.shape.map(() => left.splice(choices.below(left.length), 1)[0] ?? 0)))
    }
    case 1: {
      const shapes = [[lengthOf(x.shape)], [1, ...x.shape], [...x.shape, 1], ...(rank >= 2 ? [[(x.shape[0] ?? 1) * (x.shape[1] ?? 1), ...x.shape.slice(2)]] : [])]
      return moved(ops.reshape(x, choices.of(shapes)))
    }
    case 2: {
      const start = x.shape.map((d) => choices.below(d))
      return moved(ops.slice(x, start, x.shape.map((d, axis) => 1 + choices.below(d - (start[axis] ?? 0)))))
    }
    case 3:
      return moved(ops.pad(x, x.shape.map(() => choices.below(2)), x.shape.map(() => choices.below(3))))
    case 4:
      return moved(ops.broadcastTo(x, [1 + choices.below(3), ...x.shape.map((d) => (d === 1 ? 1 + choices.below(4) : d))]))
    default: {
      if (rank === 0) return null
      const axis = choices.below(rank)
      const alike = values.filter((y) => y.tensor.shape.length === rank && y.tensor.shape.every((d, i) => i === axis || d === x.shape[i]))
      const others = [choices.of(alike), ...(choices.perhaps() ? [choices.of(alike)] : [])]
      return {
        tensor: ops.concat([x, ...others.map((y) => y.tensor)], axis),
        bound: Math.max(bound, ...others.map((y) => y.bound)),
        isExact: isExact && others.every((y) => y.isExact),
      }
    }
  }
}

/** One index for each row, some of them twice, some outside the range. */
function indexRows({ ops, indices }: Pool, choices: Choices, n: number): Tensor {
  const given = indices.filter(({ shape }) => shape.length === 1 && shape[0] === n)
  if (given.length > 0 && choices.perhaps()) return choices.of(given)
  return ops.mod(ops.mul(ops.iota(n), 3), 1 + choices.below(n + 2))
}

const rows: Move = (pool, choices, { tensor: x, bound, isExact }) => {
  const { ops, dtype, indices } = pool
  const [n = 0] = x.shape
  if (n === 0) return null
  switch (choices.below(5)) {
    case 0:
      return { tensor: ops.gather(x, choices.perhaps() ? choices.of(indices) : indexRows(pool, choices, n)), bound, isExact }
    case 1:
      return rounded(ops.mul(ops.segmentSum(x, indexRows(pool, choices, n), 1 + choices.below(n + 1)), 1 / n), bound)
    case 2:
      return exact(ops.oneHot(indexRows(pool, choices, n), 1 + choices.below(n + 1), dtype), 1)
    case 3:
      // As models write a look-up: a product of one-hot rows and a table.
      return x.shape.length === 2 ? rounded(ops.matmul(ops.oneHot(choices.of(indices), n, dtype), x), bound) : null
    default: {
      const [, classes = 1] = x.shape
      if (x.shape.length !== 2) return null
      return rounded(ops.crossEntropy(x, ops.mod(ops.iota(n), classes)), 2 * bound + 5)
    }
  }
}

const drawn: Move = ({ ops, dtype }, choices, { tensor: x, bound, isExact }) => {
  const counter = choices.perhaps() ? ops.cast(ops.step(), 'i32') : ops.full([], 7, 'i32')
  const key = { seed: 5, stream: choices.below(4), counter }
  switch (choices.below(3)) {
    case 0:
      return exact(ops.randomUniform(x.shape, dtype, key), 1)
    case 1:
      return rounded(ops.randomNormal(x.shape, dtype, key), 6)
    default:
      return x.shape.length === 0 ? null : { tensor: ops.gather(x, ops.randomPermutation(x.shape[0] ?? 0, key)), bound, isExact }
  }
}

export const moves: readonly Move[] = [unary, unary, binary, binary, chosen, decided, reduced, product, arranged, rows, drawn]
