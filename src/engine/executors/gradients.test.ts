import { describe, expect, test } from 'vitest'
import { sizeOf, type HostTensor, type NamedTensors } from '../../shared/tensors.ts'
import { agrees, gradientCases, tolerances, type GradientCase } from '../ops/conformance.ts'
import { f64, spread } from '../ops/conformance/case.ts'
import type { DifferentiableOps, Tensor } from '../ops/ops.ts'
import { optimise } from '../program/optimise.ts'
import { record } from '../program/record.ts'
import type { TrainingJob } from './executor.ts'
import { everyExecutor, going } from './testing/every-executor.ts'

const h = 1e-5

/** A scalar in which every element of y counts differently. */
function weighted(ops: DifferentiableOps, y: Tensor): Tensor {
  return ops.sum(ops.mul(y, ops.constant(spread(y.shape, 'f64', 5))))
}

/** Step k works on element k − 1 of all operands in a row: 1 there, 0 elsewhere, cut into their shapes. */
function direction(ops: DifferentiableOps, operands: readonly HostTensor[], total: number): { readonly whole: Tensor; readonly parts: readonly Tensor[] } {
  const whole = ops.oneHot(ops.sub(ops.cast(ops.step(), 'i32'), 1), total, 'f64') // [total]
  let offset = 0
  const parts = operands.map(({ shape }) => {
    const part = ops.reshape(ops.slice(whole, [offset], [sizeOf(shape)]), shape)
    offset += sizeOf(shape)
    return part
  })
  return { whole, parts }
}

/**
 * A run of as many steps as the operands have elements. Step by step it collects, element by element, the gradient by rule in
 * `byRule` and (f(x + h) − f(x − h)) / 2h in `byDifference`: the executor differentiates and checks itself.
 */
function job({ operands, build, standsFor = build }: GradientCase): TrainingJob {
  const total = operands.reduce((n, { shape }) => n + sizeOf(shape), 0)
  const named: NamedTensors = Object.fromEntries(operands.map((operand, i) => [`x${i}`, operand]))
  const step = record((ops) => {
    const xs = operands.map(({ shape, dtype }, i) => ops.input(`x${i}`, shape, dtype))
    const [byRule, byDifference] = [ops.input('byRule', [total], 'f64'), ops.input('byDifference', [total], 'f64')]
    const gradients = ops.gradient(weighted(ops, build(ops, ...xs)), xs).map((gradient) => ops.reshape(gradient, [sizeOf(gradient.shape)]))
    const { whole, parts } = direction(ops, operands, total)
    const at = (by: number): Tensor => weighted(ops, standsFor(ops, ...xs.map((x, i) => ops.add(x, ops.mul(parts[i]!, by)))))
    const difference = ops.div(ops.sub(at(h), at(-h)), 2 * h) // scalar
    return {
      ...Object.fromEntries(xs.map((x, i) => [`x${i}`, x])),
      byRule: ops.add(byRule, ops.mul(whole, ops.concat(gradients, 0))),
      byDifference: ops.add(byDifference, ops.mul(whole, difference)),
    }
  })
  const empty = f64([total], Array(total).fill(0))
  return { step: optimise(step), evaluate: record(() => ({})), data: {}, state: { ...named, byRule: empty, byDifference: empty }, stepsDone: 0, threads: 1 }
}

for (const { name, executor, absence } of everyExecutor) {
  if (executor === null) {
    test.skip(`${name}: ${absence}`, () => {})
    continue
  }
  describe(`${name} in f64 has the gradients of its own differences`, () => {
    for (const [primitive, cases] of Object.entries(gradientCases)) {
      test(primitive, async (context) => {
        for (const [i, example] of cases.entries()) {
          const run = job(example)
          const refusal = executor.refuses(run)
          context.skip(refusal !== null, refusal ?? '')
          const session = await executor.compile(run)
          const steps = run.state['byRule']!.data.length
          expect(await session.advance(steps, going)).toEqual({ steps, end: 'done' })
          const { byRule, byDifference } = await session.read(['byRule', 'byDifference'])
          session.dispose()
          const wanted = example.isCut ? Array.from(byDifference!.data, () => 0) : [...byDifference!.data]
          const differing = [...byRule!.data].filter((g, k) => !agrees(g, wanted[k]!, tolerances.finiteDifference))
          expect(differing, `case ${i}: by rule ${byRule!.data.join(', ')}; by difference ${wanted.join(', ')}`).toEqual([])
        }
      })
    }
  })
}
