import { checkJob } from '../job.ts'
import type { Executor, Session, TrainingJob } from '../executor.ts'
import { ReferenceSession } from './session.ts'

/** Raised whenever results may change in any bit. */
const version = 1

/**
 * The kernels that define the primitives, one after the other on one thread. It runs every program, f32 and f64, and is there
 * on every machine; other executors exist to be faster.
 */
export class ReferenceExecutor implements Executor {
  readonly name = 'reference'
  /** The transcendental functions are V8's, so the version of Node is part of the promise. */
  readonly build = `reference/${version} node-${process.versions.node} ${process.arch}`
  readonly device = 'CPU (one thread)'

  refuses(): null {
    return null
  }

  async compile(job: TrainingJob): Promise<Session> {
    checkJob(job)
    return new ReferenceSession(job)
  }
}
