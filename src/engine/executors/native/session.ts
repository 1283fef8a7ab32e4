import { LabError } from '../../../shared/errors.ts'
import type { HostData, HostTensor, NamedTensors } from '../../../shared/tensors.ts'
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
    const read = answered(await this.#handle.read(names))
    return Object.fromEntries(names.map((name, i) => [name, { shape: like[i]!.shape, dtype: like[i]!.dtype, data: read[i] as HostData }]))
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
