import { describe, expect, test } from 'vitest'
import { ReferenceExecutor } from '../../../../engine/executors/reference/reference-executor.ts'
import type { Program } from '../../../../engine/program/program.ts'
import { formulaData, formulaWeights, shrunk } from '../testing/formula.ts'
import { workloads, type Workload } from '../workload.ts'
import { benchJob } from './job.ts'
import { productFlop, productsJob } from './products.ts'

/** Operations of the products of a program: 2mnk each. */
function flopOf({ instructions, inputs }: Program): number {
  const shapes = new Map([...inputs, ...instructions].map(({ value, type }) => [value, type.shape]))
  return instructions.reduce((sum, { primitive, operands, type }) => {
    if (primitive.op !== 'matmul') return sum
    const left = shapes.get(operands[0]!)!
    const k = primitive.transposeLeft ? left.at(-2)! : left.at(-1)!
    return sum + 2 * type.shape.reduce((n, d) => n * d, 1) * k
  }, 0)
}

describe('the products alone', () => {
  test('are as many operations as the peers count for the cheapest formulation', () => {
    // Σ 2mnk over gemms() of bench/peers/workloads.py for gather, collapsed, last and dense; of one model
    const counted = { W1: 432_633_600, W2: 22_855_680, W3: 18_437_328, W4: 3_768_689_664, W5: 175_840_000, W6: 1_918_189_200, W7: 432_633_600 }
    for (const workload of Object.values(workloads)) expect(productFlop(workload), workload.name).toBe(counted[workload.name])
  })

  test('are in their program, whole and once each', () => {
    for (const workload of Object.values(workloads)) expect(flopOf(productsJob(workload, 1).step), workload.name).toBe(productFlop(workload))
  })

  const small: readonly Workload[] = [
    shrunk(workloads.W1, { p: 7, sizes: [14, 9, 8, 7] }),
    shrunk(workloads.W3, { p: 9, d_model: 11, d_mlp: 6 }),
    shrunk(workloads.W5, { sizes: [15, 9, 8, 4], rows: [20, 12], batch: 5 }),
  ]
  test.each(small)('of $name are those of a whole step, no more and no fewer', (workload) => {
    const job = benchJob(workload, formulaWeights(workload), formulaData(workload), 1)
    expect(flopOf(job.step)).toBe(productFlop(workload))
  })

  test('can be made over and over without numbers that grow', async () => {
    for (const workload of small) {
      const session = await new ReferenceExecutor().compile(productsJob(workload, 1))
      expect(await session.advance(5, new AbortController().signal)).toEqual({ steps: 5, end: 'done' })
      const state = await session.read()
      for (const [name, { data }] of Object.entries(state)) expect(Math.max(...data.map(Math.abs)), `${workload.name} ${name}`).toBeLessThan(1e3)
    }
  })
})
