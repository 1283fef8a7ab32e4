import { LabError } from '../../../shared/errors.ts'
import { sizeOf, type HostTensor, type NamedTensors } from '../../../shared/tensors.ts'
import type { Advance, Session, TrainingJob } from '../executor.ts'
import { answered, type NativeSession as Handle } from './addon.ts'

/** The state of one run in the addon's memory. Steps are made on its threads; this thread only waits for them. */
export class NativeSession implements Session {
  readonly #handle: Handle
  readonly #state: NamedTensors
  readonly #metrics: readonly string[]
  #isAdvancing = false
  #isDisposed = false

  constructor(handle: Handle, { state, evaluate }: TrainingJob) {
    this.#handle = handle
    this.#state = state
    this.#metrics = evaluate.outputs.map(({ name }) => name)
  }

  get stepsDone(): number {
    return this.#handle.stepsDone()
  }

  async advance(steps: number, signal: AbortSignal): Promise<Advance> {
    this.#checkIdle()
    if (signal.aborted) return { steps: 0, end: 'cancelled' }
    const cancel = (): void => this.#handle.cancel()
    signal.addEventListener('abort', cancel, { once: true })
    this.#isAdvancing = true
    try {
      return answered(await this.#handle.advance(steps))
    } finally {
      this.#isAdvancing = false
      signal.removeEventListener('abort', cancel)
    }
  }

  async evaluate(): Promise<Readonly<Record<string, number>>> {
    this.#checkIdle()
    const values = answered(await this.#handle.evaluate())
    return Object.fromEntries(this.#metrics.map((name, i) => [name, values[i] ?? NaN]))
  }

  /** While steps are made it waits for their end. */
  async read(names: readonly string[] = Object.keys(this.#state)): Promise<NamedTensors> {
    this.#checkOpen()
    const like = names.map((name) => this.#stateNamed(name))
    const bytes = answered(await this.#handle.read(names))
    return Object.fromEntries(names.map((name, i) => [name, tensorOf(like[i]!, bytes[i]!)]))
  }

  dispose(): void {
    this.#isDisposed = true
    this.#handle.dispose()
  }

  #stateNamed(name: string): HostTensor {
    const tensor = this.#state[name]
    if (tensor !== undefined) return tensor
    throw new LabError('bad-input', `The run has no tensor ${name}. It has ${Object.keys(this.#state).join(', ')}. Nothing was changed.`)
  }

  #checkOpen(): void {
    if (this.#isDisposed) throw new LabError('not-possible-now', 'The session was closed. What it committed is safe; start the run again to go on.')
  }

  #checkIdle(): void {
    this.#checkOpen()
    if (this.#isAdvancing) throw new LabError('not-possible-now', 'The session is making steps. Nothing was changed; wait until it has finished or stop it.')
  }
}

/** A tensor of known type around its bytes; nothing is copied. */
function tensorOf({ shape, dtype }: HostTensor, { buffer, byteOffset }: Uint8Array): HostTensor {
  const length = sizeOf(shape)
  switch (dtype) {
    case 'f32':
      return { shape, dtype, data: new Float32Array(buffer, byteOffset, length) }
    case 'f64':
      return { shape, dtype, data: new Float64Array(buffer, byteOffset, length) }
    case 'i32':
      return { shape, dtype, data: new Int32Array(buffer, byteOffset, length) }
  }
}
