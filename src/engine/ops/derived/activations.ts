import type { Ops, Tensor } from '../ops.ts'

/** Elementwise, any shape to the same shape; f32 or f64. */

/** max(x, 0). The gradient at 0 is 0, as in PyTorch. */
export function relu(ops: Ops, x: Tensor): Tensor {
  return ops.select(ops.less(0, x), x, 0)
}

/** −|x| with slope 1 at 0, where abs has slope 0: exp of it never overflows and derivatives at 0 come out right. */
function negativeSize(ops: Ops, x: Tensor): Tensor {
  return ops.select(ops.lessEqual(x, 0), x, ops.neg(x))
}

/** 1 / (1 + e⁻ˣ), to full relative precision on both sides: with t = e^−|x| it is t / (1 + t) for x ≤ 0 and 1 / (1 + t) above. */
export function sigmoid(ops: Ops, x: Tensor): Tensor {
  const t = ops.exp(negativeSize(ops, x))
  return ops.div(ops.select(ops.lessEqual(x, 0), t, 1), ops.add(t, 1))
}

/** log(1 + eˣ) = max(x, 0) + log1p(e^−|x|). The logistic loss of a label y = ±1 is softplus(−y f). */
export function softplus(ops: Ops, x: Tensor): Tensor {
  return ops.add(relu(ops, x), ops.log1p(ops.exp(negativeSize(ops, x))))
}

/** x Φ(x) = ½ x (1 + erf(x / √2)). Source: Hendrycks & Gimpel, arXiv:1606.08415, eq. 1; PyTorch's default. */
export function gelu(ops: Ops, x: Tensor): Tensor {
  return ops.mul(ops.mul(x, 0.5), ops.add(ops.erf(ops.mul(x, Math.SQRT1_2)), 1))
}

/** ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))), within 5e-4 of `gelu`. Source: the same; JAX's default. */
export function geluTanh(ops: Ops, x: Tensor): Tensor {
  const cube = ops.mul(ops.mul(x, x), x)
  const inner = ops.mul(ops.add(x, ops.mul(cube, 0.044715)), Math.sqrt(2 / Math.PI))
  return ops.mul(ops.mul(x, 0.5), ops.add(ops.tanh(inner), 1))
}
