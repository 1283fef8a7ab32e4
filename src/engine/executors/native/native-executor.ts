import { LabError } from '../../../shared/errors.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import type { Numerics } from '../../ops/numerics.ts'
import type { Executor, Session, TrainingJob } from '../executor.ts'
import { checkJob } from '../job.ts'
import { answered, type Addon, type BuildInfo, type NativeJob, type NativeTensor } from './addon.ts'
import { bytesOf } from './encode-schedule.ts'
import { encodedOf } from './encoded-programs.ts'
import { memoryToBeHad } from './machine-memory.ts'
import { nativeNumerics } from './numerics.ts'
import { NativeSession } from './session.ts'

/** Whole training steps in compiled loops and products, on threads of their own. */
export class NativeExecutor implements Executor {
  readonly name = 'native'
  readonly build: string
  readonly device: string
  readonly numerics: Numerics
  readonly #addon: Addon
  readonly #memory: () => number

  constructor(addon: Addon, { version, sources, instructionLevel }: BuildInfo, memory: () => number = memoryToBeHad) {
    this.#addon = addon
    this.#memory = memory
    this.build = `native/${version} ${sources.slice(0, 12)} ${instructionLevel}`
    this.device = `CPU (${instructionLevel})`
    this.numerics = nativeNumerics(addon)
  }

  refuses(): null {
    return null
  }

  async compile(job: TrainingJob): Promise<Session> {
    checkJob(job)
    const native = encodeJob(job)
    this.#checkMemory(native)
    return new NativeSession(answered(await this.#addon.openSession(native)), job)
  }

  /** Asked before anything is allocated: a system that is out of memory ends processes, and not always the one that asked for it. */
  #checkMemory({ step, evaluate }: NativeJob): void {
    const needed = answered(this.#addon.bytesNeeded(step.json, evaluate.json))
    const there = this.#memory()
    if (needed <= there) return
    throw new LabError(
      'too-large',
      `This run needs ${sized(needed)} of memory and ${sized(there)} can be had. Nothing was started; make the model or the batch smaller, or close other programs.`,
      { needed, there },
    )
  }
}

function encodeJob({ step, evaluate, data, state, stepsDone, threads }: TrainingJob): NativeJob {
  const fixed = new Set(Object.keys(data))
  return {
    step: encodedOf(step, 'step', fixed),
    evaluate: encodedOf(evaluate, 'evaluation', fixed),
    data: nativeTensors(data),
    state: nativeTensors(state),
    stepsDone,
    threads,
  }
}

function nativeTensors(tensors: NamedTensors): NativeTensor[] {
  return Object.entries(tensors).map(([name, tensor]) => ({ name, dtype: tensor.dtype, bytes: bytesOf(tensor) }))
}

function sized(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(0)} MB`
}
