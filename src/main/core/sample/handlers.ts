import type { guideMethods } from '../../../shared/contract/guide.ts'
import { LabError } from '../../../shared/errors.ts'
import type { Handlers } from '../../../shared/rpc/specification.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { Store } from '../store/store.ts'
import { openSample } from './open-sample.ts'
import { readSample, readSampleWeights } from './read-sample.ts'

interface Parts {
  readonly store: Store
  readonly resources: string
  readonly now: () => string
  readonly told: (id: RunId) => void
  /** The list of projects may have changed. */
  readonly projectsChanged: () => void
}

/** The run that comes with the lab. */
export function sampleHandlers({ store, resources, now, told, projectsChanged }: Parts): Handlers<typeof guideMethods> {
  return {
    'sample.read': async () => {
      const { run, curves } = await readSample(resources)
      const { name, preset, config, executor, executorBuild, startedAt, seconds, checkpoints } = run
      return { name, preset, config, executor, executorBuild, startedAt, seconds, checkpoints, curves }
    },
    'sample.matrix': async ({ tensor }) => {
      const weights = await readSampleWeights(resources)
      return weights.map(({ step, tensors }) => {
        const value = tensors[tensor]
        if (value === undefined) {
          const known = Object.keys(tensors)
          throw new LabError('bad-input', `The sample run has no tensor ${JSON.stringify(tensor)}. It has: ${known.join(', ')}.`, { known })
        }
        return { step, value }
      })
    },
    'sample.open': async () => {
      const id = await openSample(store, resources, now)
      projectsChanged()
      told(id)
      return store.summary(id)
    },
  }
}
