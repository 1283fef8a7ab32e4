import { RunConfig, type RunConfigInput } from '../../../shared/schema/run-config.ts'
import type { Curves, RunId } from '../../../shared/schema/run.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import { newRunId } from '../runs/naming.ts'
import { defaultProject } from '../store/projects.ts'
import type { Store } from '../store/store.ts'

/** Small enough that a test trains it whole in a second. */
export const tinyConfig = {
  task: { kind: 'modular_table', modulus: 7 },
  split: { train_fraction: 0.5 },
  model: { kind: 'mlp', hidden: [8] },
  optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 },
  log: { every_until: 10, ratio: 1.2 },
  checkpoint: { ratio: 1.3 },
  steps: 40,
} satisfies RunConfigInput

export const time = (): string => '2026-11-23T05:00:00.000Z'

/** A queued run without a worker behind it. */
export function insertSample(store: Store, changes: Partial<RunConfigInput> = {}): RunId {
  const config = RunConfig.parse({ ...tinyConfig, ...changes })
  const id = newRunId()
  const row = { id, name: 'sample', preset: null, config: JSON.stringify(config), config_schema: 1, config_as_preset: 0, seed: config.seed } as const
  store.runs.insertQueued({ ...row, executor_wanted: null, threads: 1, colour_slot: 1, created_at: time() }, defaultProject)
  return id
}

/** One series a name, with the same value at each step. */
export function points(steps: readonly number[], values: Readonly<Record<string, (step: number) => number>>): Curves {
  return Object.fromEntries(
    Object.entries(values).map(([name, at]) => [name, { steps: Uint32Array.from(steps), values: Float64Array.from(steps, (step) => at(step)) }]),
  )
}

export function weights(value: number): NamedTensors {
  return { 'layers.0.weight': { shape: [2, 3], dtype: 'f32', data: new Float32Array(6).fill(value) } }
}
