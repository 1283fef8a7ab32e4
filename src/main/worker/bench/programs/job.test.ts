import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findExecutor } from '../../../../engine/executors/installed.ts'
import { preference } from '../../../../engine/executors/preference.ts'
import type { BenchWorkload } from '../../../../shared/schema/bench.ts'
import { formulaData, formulaWeights, shrunk, type Shrunk } from '../testing/formula.ts'
import { workloads } from '../workload.ts'
import { benchJob } from './job.ts'

interface Golden {
  readonly steps: readonly number[]
  readonly workloads: Readonly<Record<string, { readonly shrunk: Shrunk; readonly train_loss: readonly number[]; readonly test_loss: number; readonly test_accuracy: number }>>
}

/** What the peers' own networks give: `bench/peers/golden.py`. */
const golden = JSON.parse(readFileSync(new URL('../golden.json', import.meta.url), 'utf8')) as Golden
/** f32 on both sides, in other orders of addition, over 20 steps. */
const tolerance = 2e-5

for (const name of preference) {
  const finding = await findExecutor(name)
  if (!('executor' in finding)) continue
  describe(`on ${name}`, () => {
    for (const [workload, wanted] of Object.entries(golden.workloads)) {
      test(`${workload} has the losses of JAX with the same weights, rows and batches`, async () => {
        const small = shrunk(workloads[workload as BenchWorkload], wanted.shrunk)
        const session = await finding.executor.compile(benchJob(small, formulaWeights(small), formulaData(small), 2))
        const { signal } = new AbortController()
        for (const [i, step] of golden.steps.entries()) {
          await session.advance(step - session.stepsDone, signal)
          const { train_loss = NaN } = await session.evaluate()
          expect(Math.abs(train_loss / wanted.train_loss[i]! - 1), `loss of step ${step}: ${train_loss}`).toBeLessThan(tolerance)
        }
        const { test_loss = NaN, test_accuracy = NaN } = await session.evaluate()
        expect(Math.abs(test_loss / wanted.test_loss - 1), `test loss ${test_loss}`).toBeLessThan(tolerance)
        expect(test_accuracy).toBeCloseTo(wanted.test_accuracy, 6)
        session.dispose()
      })
    }
  })
}
