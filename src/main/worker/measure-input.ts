import { referenceNumerics } from '../../engine/ops/reference/numerics.ts'
import type { Experiment } from '../../science/experiment.ts'
import type { MeasureInput } from '../../science/types.ts'
import type { NamedTensors } from '../../shared/tensors.ts'

/** What measures see of an experiment whose weights are these. */
export function measureInput({ config, examples, split, weights: initial }: Experiment, weights: NamedTensors): MeasureInput {
  return { config, examples, split, initial, weights, numerics: referenceNumerics }
}
