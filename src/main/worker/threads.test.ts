import { describe, expect, test } from 'vitest'
import { findExecutor } from '../../engine/executors/installed.ts'
import type { Executor } from '../../engine/executors/executor.ts'
import { experimentOf } from '../../science/experiment.ts'
import { runPreset } from '../../science/presets/run-presets.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { jobOf } from './compile.ts'

const finding = await findExecutor('native')

/** State and losses after some steps: the tensors as bytes. */
async function after(executor: Executor, config: RunConfig, threads: number): Promise<{ readonly state: Record<string, Buffer>; readonly losses: unknown }> {
  const experiment = experimentOf(config)
  const session = await executor.compile(jobOf(experiment, { step: 0, weights: experiment.weights, optimiser: experiment.optimiser }, threads))
  await session.advance(20, new AbortController().signal)
  const [read, losses] = [await session.read(), await session.evaluate()]
  session.dispose()
  return { state: Object.fromEntries(Object.entries(read).map(([name, { data }]) => [name, Buffer.from(data.buffer, data.byteOffset, data.byteLength)])), losses }
}

describe.skipIf('absence' in finding)('native makes the same bytes on one thread and on more', () => {
  const { executor } = finding as { executor: Executor }

  for (const { id, config } of ['pocket-grok', 'five-second-grok'].map(runPreset)) {
    for (const precision of ['f32', 'f64'] as const) {
      test(`${id}, ${precision}`, async () => {
        const own = RunConfig.parse({ ...config, precision })
        const one = await after(executor, own, 1)
        for (const threads of [2, 3]) {
          const more = await after(executor, own, threads)
          expect(Object.keys(one.state).filter((name) => !one.state[name]!.equals(more.state[name]!)), `${threads} threads`).toEqual([])
          expect(more.losses).toEqual(one.losses)
        }
      })
    }
  }
})
