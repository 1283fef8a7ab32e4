import type { Executor } from '../../../engine/executors/executor.ts'
import { ReferenceExecutor } from '../../../engine/executors/reference/reference-executor.ts'
import { referenceNumerics } from '../../../engine/ops/reference/numerics.ts'
import { experimentOf } from '../../../science/experiment.ts'
import type { MeasureInput } from '../../../science/types.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import { measureInput } from '../measure-input.ts'

export interface RunToMeasure {
  /** What differs from a small MLP on sums mod 7, in f64. */
  readonly config?: object
  /** Those before training where it is absent. */
  readonly weights?: NamedTensors
  readonly previous?: NamedTensors
  readonly executor?: Executor
}

/** A small run as measures see it, on a real executor. */
export function runToMeasure({ config = {}, weights, previous, executor = new ReferenceExecutor() }: RunToMeasure = {}): MeasureInput {
  const experiment = experimentOf(
    RunConfig.parse({
      task: { kind: 'modular_table', modulus: 7 },
      split: { train_fraction: 0.5 },
      model: { kind: 'mlp', hidden: [6], activation: 'quadratic' },
      optimiser: { kind: 'adamw', learning_rate: 0.01 },
      precision: 'f64',
      steps: 10,
      ...config,
    }),
  )
  const tools = { executor, numerics: executor.numerics ?? referenceNumerics, programs: new Map() }
  return measureInput(experiment, { step: 5, weights: weights ?? experiment.weights, previous: previous === undefined ? null : { step: 4, weights: previous } }, tools)
}

/** Weights moved by an amount that is another one for each. */
export function moved(weights: NamedTensors, by: number): NamedTensors {
  return Object.fromEntries(Object.entries(weights).map(([name, { shape, dtype, data }]) => [name, { shape, dtype, data: data.map((w, i) => w + by * Math.sin(1 + i)) }]))
}
