import { describe, expect, test } from 'vitest'
import { ReferenceExecutor } from '../../engine/executors/reference/reference-executor.ts'
import { findTensorflow } from '../../engine/executors/tensorflow/find-tensorflow.ts'
import type { Executor } from '../../engine/executors/executor.ts'
import { experimentOf } from '../../science/experiment.ts'
import { runPreset } from '../../science/presets/run-presets.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { jobOf } from './compile.ts'

const { signal } = new AbortController()

/** Losses and accuracies before the first step and after every fourth. */
async function course(executor: Executor, id: string, steps: number): Promise<Readonly<Record<string, number>>[]> {
  const experiment = experimentOf(RunConfig.parse(runPreset(id).config))
  const session = await executor.compile(jobOf(experiment, { step: 0, weights: experiment.weights, optimiser: experiment.optimiser }, 1))
  const seen = [await session.evaluate()]
  for (let step = 0; step < steps; step += 4) {
    await session.advance(4, signal)
    seen.push(await session.evaluate())
  }
  session.dispose()
  return seen
}

/**
 * Losses of the presets from the same weights, in f32 on both sides. The first updates of Adam divide gradients by their own size, so
 * those near 0 take either sign by their last bits; what the network computes hardly feels it.
 */
const distances = { 'pocket-grok': { steps: 40, relative: 1e-4 }, 'five-second-grok': { steps: 8, relative: 2e-3 } } as const

const finding = await findTensorflow()
if ('absence' in finding) test.skip(`presets on tensorflow are left out: ${finding.absence}`, () => {})
else {
  const { executor } = finding
  describe('tensorflow trains as the reference does', () => {
    for (const [id, { steps, relative }] of Object.entries(distances)) {
      test(`${id} for ${steps} steps`, { timeout: 120_000 }, async () => {
        const [found, wanted] = [await course(executor, id, steps), await course(new ReferenceExecutor(), id, steps)]
        for (const [i, values] of wanted.entries()) {
          for (const name of ['train_loss', 'test_loss']) {
            expect(Math.abs(found[i]![name]! - values[name]!), `${name} at step ${4 * i}`).toBeLessThanOrEqual(relative * values[name]!)
          }
        }
      })
    }
  })
}
