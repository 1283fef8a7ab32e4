import { setImmediate as messagesServed } from 'node:timers/promises'
import type { Executor } from '../../engine/executors/executor.ts'
import type { Numerics } from '../../engine/ops/numerics.ts'
import type { Experiment } from '../../science/experiment.ts'
import type { MeasureInput } from '../../science/types.ts'
import { LabError } from '../../shared/errors.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import { compressedSize } from './compressed-size.ts'
import { computeOn, type Programs } from './compute.ts'

/** What measures of one run compute with. */
export interface MeasureTools {
  readonly executor: Executor
  readonly numerics: Numerics
  readonly programs: Programs
  /** Who waits for the answer, and hears how far it is: looked at whenever a measure gives way, so that one input can serve another. */
  readonly signal?: AbortSignal
  readonly progress?: (share: number) => void
}

/** The weights that are measured. */
export interface Measured {
  readonly step: number
  readonly weights: NamedTensors
  readonly previous?: MeasureInput['previous']
}

/** What measures see of an experiment whose weights are these. */
export function measureInput({ config, examples, split, network, data, weights: initial }: Experiment, { step, weights, previous = null }: Measured, tools: MeasureTools): MeasureInput {
  const { executor, numerics, programs } = tools
  return {
    config,
    examples,
    split,
    initial,
    step,
    weights,
    previous,
    network,
    data,
    numerics,
    compute: computeOn(executor, programs, { ...data, ...weights }),
    compress: compressedSize,
    async breathe(share) {
      tools.progress?.(share)
      await messagesServed()
      if (tools.signal?.aborted) throw new LabError('cancelled', 'The one who asked is gone, so this was not computed. Nothing was changed.')
    },
  }
}
