import type { Executor } from '../../../engine/executors/executor.ts'
import { ReferenceExecutor } from '../../../engine/executors/reference/reference-executor.ts'
import { referenceNumerics } from '../../../engine/ops/reference/numerics.ts'
import { experimentOf } from '../../../science/experiment.ts'
import type { MeasureInput } from '../../../science/types.ts'
import { RunConfig, type RunConfigInput } from '../../../shared/schema/run-config.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import { measureInput } from '../measure-input.ts'

/** What measures see of a run on the reference, or on the executor that is given, with these weights in place of its own. */
export function measuredRun(config: RunConfigInput, weights: NamedTensors = {}, executor: Executor = new ReferenceExecutor()): MeasureInput {
  const experiment = experimentOf(RunConfig.parse(config))
  return measureInput(experiment, { step: 0, weights: { ...experiment.weights, ...weights } }, { executor, numerics: executor.numerics ?? referenceNumerics, programs: new Map() })
}

/** A matrix or vector in f64. */
export function f64(shape: readonly number[], values: ArrayLike<number>): NamedTensors[string] {
  return { shape, dtype: 'f64', data: Float64Array.from(values) }
}
