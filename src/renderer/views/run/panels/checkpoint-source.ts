import type { ComputedRef } from 'vue'
import type { RunId } from '../../../../shared/schema/run.ts'
import type { NamedTensors } from '../../../../shared/tensors.ts'
import type { Answers } from './answers.ts'
import type { ByteCache } from './byte-cache.ts'

/** All weights of one checkpoint, by name. */
export interface CheckpointWeights {
  readonly step: number
  readonly tensors: NamedTensors
}

/** What panels ask of: one run, at the checkpoint under the playhead. What was read or computed is kept while the run is on the page. */
export interface CheckpointSource {
  readonly run: ComputedRef<RunId>
  /** The checkpoint nearest to the playhead; null before the first. */
  readonly checkpoint: ComputedRef<number | null>
  readonly answers: Answers
  readonly weights: ByteCache<CheckpointWeights>
}
