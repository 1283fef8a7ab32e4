import { describe, expect, test } from 'vitest'
import { allocate, type HostTensor, type NamedTensors } from '../../shared/tensors.ts'
import { agrees, gradientCases, type GradientCase } from '../ops/conformance.ts'
import { spread } from '../ops/conformance/case.ts'
import type { DifferentiableOps, Tensor } from '../ops/ops.ts'
import { interpret } from './interpret.ts'
import { record } from './record.ts'

/** Central differences of a gradient with h = 1e-5: truncation h² times a fourth derivative, which reaches some hundreds here. */
const tolerance = { relative: 2e-6, absolute: 2e-7 }
const h = 1e-5

function named(tensors: readonly HostTensor[]): NamedTensors {
  return Object.fromEntries(tensors.map((tensor, i) => [`x${i}`, tensor]))
}

function numbered(letter: string, tensors: readonly Tensor[]): Record<string, Tensor> {
  return Object.fromEntries(tensors.map((tensor, i) => [`${letter}${i}`, tensor]))
}

/** A scalar that is curved even where the case is linear: Σ c y + ½ Σ y². */
function curved(ops: DifferentiableOps, y: Tensor): Tensor {
  const weighted = ops.mul(y, ops.constant(spread(y.shape, 'f64', 5)))
  return ops.sum(ops.add(weighted, ops.mul(ops.mul(y, y), 0.5)))
}

function along(x: HostTensor, v: HostTensor, by: number): HostTensor {
  const data = allocate(x.dtype, x.data.length)
  data.forEach((_: number, i: number) => (data[i] = x.data[i]! + by * v.data[i]!))
  return { ...x, data }
}

/** H v for every operand: the gradient of ⟨gradient, v⟩, and differences of the gradient along v. */
function bothWays({ operands, build }: GradientCase): [number[], number[]] {
  const directions = operands.map(({ shape }, i) => spread(shape, 'f64', 7 + i))
  const program = record((ops) => {
    const xs = operands.map(({ shape, dtype }, i) => ops.input(`x${i}`, shape, dtype))
    const gradients = ops.gradient(curved(ops, build(ops, ...xs)), xs)
    const slopes = gradients.map((gradient, i) => ops.sum(ops.mul(gradient, ops.constant(directions[i]!))))
    const curvature = ops.gradient(slopes.reduce((total, slope) => ops.add(total, slope)), xs)
    return { ...numbered('g', gradients), ...numbered('h', curvature) }
  })
  const at = (by: number): NamedTensors => interpret(program, named(operands.map((x, i) => along(x, directions[i]!, by))))
  const [here, up, down] = [at(0), at(h), at(-h)]
  const elements = (from: NamedTensors, letter: string): number[] => operands.flatMap((_, i) => [...from[`${letter}${i}`]!.data])
  const above = elements(up, 'g')
  const below = elements(down, 'g')
  return [elements(here, 'h'), above.map((g, i) => (g - below[i]!) / (2 * h))]
}

/** Where the derivative of a gradient is not that of the function by decision: see `roundToHalf`, `stopGradient`, `mod` and `svd`. */
function isByDecision({ isCut, standsFor, hasNoCurvature }: GradientCase): boolean {
  return isCut === true || standsFor !== undefined || hasNoCurvature === true
}

describe('the gradient of the gradient is the curvature', () => {
  for (const [name, cases] of Object.entries(gradientCases)) {
    cases.filter((example) => !isByDecision(example)).forEach((example, i) => {
      test(`${name}, ${i + 1}`, () => {
        const [byRule, byDifference] = bothWays(example)
        const differing = byRule.flatMap((x, k) => (agrees(x, byDifference[k]!, tolerance) ? [] : [`element ${k}: ${x}, not ${byDifference[k]}`]))
        expect([byRule.length, differing]).toEqual([byDifference.length, []])
      })
    })
  }
})
