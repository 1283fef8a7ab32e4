import type { Executor, Session, TrainingJob } from '../executor.ts'
import { checkJob } from '../job.ts'
import { gpuModel, type Installation } from './installation.ts'
import { loadDevice } from './load.ts'
import { doublePrecision } from './placement.ts'
import { TensorflowSession } from './session.ts'

/** Raised whenever results may change in any bit. */
const version = 1

/**
 * Runs programs operation by operation on TensorFlow, in f32: for machines whose GPU TensorFlow sees. On a CPU it works too, but every
 * small operation costs some ten microseconds of dispatch. Its results differ from the reference's in the last bits.
 */
export class TensorflowExecutor implements Executor {
  readonly name = 'tensorflow'
  private readonly installation: Installation
  /** Null until TensorFlow is loaded: only then it is known whether it can use the GPU. */
  private usesGpu: boolean | null = null

  constructor(installation: Installation) {
    this.installation = installation
  }

  /** The GPU by name, or `CPU`. Before the first session what is to be expected, after it what TensorFlow uses. */
  get device(): string {
    const model = this.installation.kind === 'gpu' ? gpuModel() : null
    if (this.usesGpu === null) return model ?? 'CPU'
    return this.usesGpu ? (model ?? 'GPU') : 'CPU'
  }

  /** On a CPU its dispatch costs more than the native executor's whole step. */
  get isContender(): boolean {
    return this.device !== 'CPU'
  }

  get build(): string {
    const { tensorflow, tfjs } = this.installation
    return `tensorflow/${version} tf-${tensorflow} tfjs-${tfjs} ${this.device}`
  }

  refuses({ step, data }: TrainingJob): string | null {
    const wide = doublePrecision(step, new Set(Object.keys(data)))
    return wide === null ? null : `tensorflow computes in f32 only, but in this run ${wide}; native and reference compute in f64.`
  }

  async compile(job: TrainingJob): Promise<Session> {
    checkJob(job)
    const device = loadDevice(this.installation, job.threads)
    this.usesGpu = device.isGpu
    return new TensorflowSession(device, job)
  }
}
