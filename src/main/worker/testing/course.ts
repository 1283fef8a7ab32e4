import type { Executor } from '../../../engine/executors/executor.ts'
import { experimentOf } from '../../../science/experiment.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunPreset } from '../../../science/types.ts'
import { jobOf } from '../compile.ts'

/** The first steps of a preset in a few numbers. */
export interface Course {
  /** Steps at which it was looked at, ascending. */
  readonly looked: readonly number[]
  readonly train_loss: readonly number[]
  readonly test_loss: readonly number[]
  /** Σᵢ xᵢ cos i over each tensor of the state after the last step: every element counts, with a weight of its own. */
  readonly sums: Readonly<Record<string, number>>
  /** √ Σᵢ xᵢ² of each, the size that differences are measured by. */
  readonly norms: Readonly<Record<string, number>>
}

/** Trains from the preset's own initial weights: they come from `science/random`, the same for every executor. */
export async function courseOf(executor: Executor, { config }: RunPreset, precision: RunConfig['precision'], steps: number, threads = 1): Promise<Course> {
  const experiment = experimentOf(RunConfig.parse({ ...config, precision }))
  const session = await executor.compile(jobOf(experiment, { step: 0, weights: experiment.weights, optimiser: experiment.optimiser }, threads))
  const { signal } = new AbortController()
  const looked = [0, 1, 2, 5, 10, 20, 50, 100].filter((step) => step < steps).concat(steps)
  const losses: { readonly train: number; readonly test: number }[] = []
  for (const step of looked) {
    await session.advance(step - session.stepsDone, signal)
    const { train_loss: train = NaN, test_loss: test = NaN } = await session.evaluate()
    losses.push({ train, test })
  }
  const state = Object.entries(await session.read())
  session.dispose()
  return {
    looked,
    train_loss: losses.map(({ train }) => train),
    test_loss: losses.map(({ test }) => test),
    sums: Object.fromEntries(state.map(([name, { data }]) => [name, total(data, (x, i) => x * Math.cos(i))])),
    norms: Object.fromEntries(state.map(([name, { data }]) => [name, Math.sqrt(total(data, (x) => x * x))])),
  }
}

function total(data: ArrayLike<number>, f: (x: number, i: number) => number): number {
  let sum = 0
  for (let i = 0; i < data.length; i++) sum += f(data[i]!, i)
  return sum
}
