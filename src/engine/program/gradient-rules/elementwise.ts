import type { Ops, Tensor } from '../../ops/ops.ts'
import { one, sumTo, two, type Backward, type GradientRule, type Share } from './rule.ts'

/** x ↦ f(x): the adjoint times f'(x), written with x and y = f(x). */
function unary(derivative: (ops: Ops, adjoint: Tensor, x: Tensor, y: Tensor) => Tensor) {
  return (_: unknown, backward: Backward): readonly Share[] => [
    () => derivative(backward.ops, backward.adjoint, one(backward), backward.result),
  ]
}

export const neg = unary((ops, g) => ops.neg(g))
export const abs = unary((ops, g, x) => ops.mul(g, ops.sign(x)))
export const exp = unary((ops, g, _, y) => ops.mul(g, y))
export const log = unary((ops, g, x) => ops.div(g, x))
export const log1p = unary((ops, g, x) => ops.div(g, ops.add(x, 1)))
export const sqrt = unary((ops, g, _, y) => ops.div(ops.mul(g, 0.5), y))
export const tanh = unary((ops, g, _, y) => ops.mul(g, ops.sub(1, ops.mul(y, y))))
export const sin = unary((ops, g, x) => ops.mul(g, ops.cos(x)))
export const cos = unary((ops, g, x) => ops.neg(ops.mul(g, ops.sin(x))))
export const erf = unary((ops, g, x) => ops.mul(g, ops.mul(ops.exp(ops.neg(ops.mul(x, x))), 2 / Math.sqrt(Math.PI))))
/** Straight through: rounding is taken for the identity, as training in half precision does. */
export const roundToHalf = unary((_, g) => g)
export const cast = unary((ops, g, x) => ops.cast(g, x.dtype))

type PairDerivative = (ops: Ops, adjoint: Tensor, a: Tensor, b: Tensor, y: Tensor) => Tensor

/** (a, b) ↦ f(a, b) with broadcasting: each share is summed back to the shape of its operand. */
function binary(toA: PairDerivative, toB: PairDerivative) {
  return (_: unknown, backward: Backward): readonly Share[] => {
    const { ops, adjoint, result } = backward
    const [a, b] = two(backward)
    return [() => sumTo(ops, toA(ops, adjoint, a, b, result), a.shape), () => sumTo(ops, toB(ops, adjoint, a, b, result), b.shape)]
  }
}

export const add = binary((_, g) => g, (_, g) => g)
export const sub = binary((_, g) => g, (ops, g) => ops.neg(g))
export const mul = binary((ops, g, _, b) => ops.mul(g, b), (ops, g, a) => ops.mul(g, a))
export const div = binary((ops, g, _, b) => ops.div(g, b), (ops, g, _, b, y) => ops.neg(ops.div(ops.mul(g, y), b)))

/** ∂aᵇ/∂a = b aᵇ⁻¹, 0 at b = 0 even where a = 0; ∂aᵇ/∂b = aᵇ ln a, taken as 0 where a ≤ 0 (no real derivative there). */
export const pow = binary(
  (ops, g, a, b) => ops.mul(g, ops.select(ops.equal(b, 0), 0, ops.mul(b, ops.pow(a, ops.sub(b, 1))))),
  (ops, g, a, _, y) => {
    const positive = ops.less(0, a)
    return ops.mul(g, ops.select(positive, ops.mul(y, ops.log(ops.select(positive, a, 1))), 0))
  },
)

/** The whole adjoint goes to the operand that was taken, at a tie to the first. */
export const maximum = binary(
  (ops, g, a, b) => ops.select(ops.lessEqual(b, a), g, 0),
  (ops, g, a, b) => ops.select(ops.lessEqual(b, a), 0, g),
)
export const minimum = binary(
  (ops, g, a, b) => ops.select(ops.lessEqual(a, b), g, 0),
  (ops, g, a, b) => ops.select(ops.lessEqual(a, b), 0, g),
)

export const select: GradientRule<'select'> = (_, { ops, adjoint, operands }) => {
  const [condition, a, b] = operands as [Tensor, Tensor, Tensor]
  return [
    null,
    () => sumTo(ops, ops.select(condition, adjoint, 0), a.shape),
    () => sumTo(ops, ops.select(condition, 0, adjoint), b.shape),
  ]
}

