import type { Ops, Tensor } from '../../engine/ops/ops.ts'

/**
 * The learning rate of the update being made: η · min(t/T, 1) with t = 1, 2, … and T warm-up steps; η when T is 0.
 *
 * @returns f64 scalar: it changes with the step, so it is a tensor of the program and not a number frozen into it.
 * Source: Power et al. 2022 and Nanda et al. 2023 (T = 10).
 */
export function learningRate(ops: Ops, rate: number, warmupSteps: number): Tensor {
  if (warmupSteps === 0) return ops.full([], rate, 'f64')
  return ops.mul(ops.minimum(ops.div(ops.step(), warmupSteps), 1), rate)
}
