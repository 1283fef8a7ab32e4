import { referenceNumerics } from '../../../engine/ops/reference/numerics.ts'
import { RunConfig, type RunConfigInput } from '../../../shared/schema/run-config.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import { experimentOf } from '../../experiment.ts'
import type { MeasureInput } from '../../types.ts'

const needless = (): Promise<never> => Promise.reject(new Error('This measure was to need weights only.'))

/** What a measure sees of a small run of some task with such weights; they began as they are, unless `initial` says otherwise. */
export function measured(task: RunConfigInput['task'], weights: NamedTensors, initial: NamedTensors = weights): MeasureInput {
  const symbols = ['modular_table', 'group_table', 'toy_addition'].includes(task.kind)
  const { config, examples, split, network, data } = experimentOf(
    RunConfig.parse({
      task,
      split: { train_fraction: 0.5 },
      model: { kind: 'mlp', hidden: [1], input: symbols ? 'one_hot_pair' : 'features' },
      loss: { kind: 'mse' },
      optimiser: { kind: 'adamw', learning_rate: 0.01 },
      steps: 1,
    }),
  )
  return {
    config, examples, split, network, data, initial, weights, numerics: referenceNumerics,
    step: 0,
    previous: null,
    compute: { run: needless, iterate: needless },
    compress: (bytes) => bytes.length,
    breathe: () => Promise.resolve(),
  }
}
