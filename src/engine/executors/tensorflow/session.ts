import { LabError } from '../../../shared/errors.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import { toHost } from '../../ops/dense.ts'
import type { Advance, Session, TrainingJob } from '../executor.ts'
import { compileProgram, type DeviceProgram, type FixedInput, type Placed } from './compile.ts'
import type { Device } from './device.ts'
import { finitenessOf } from './finiteness.ts'
import type { TfTensor } from './tfjs.ts'

/** Computing goes on for at most this long, or one step if that is longer, before messages are served. */
const patienceMs = 2

function served(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** The state of one run as tensors of the device, replaced step by step. */
export class TensorflowSession implements Session {
  private readonly device: Device
  private readonly data: ReadonlyMap<string, FixedInput>
  private readonly step: DeviceProgram
  private readonly evaluation: DeviceProgram
  private readonly names: readonly string[]
  private readonly isFinite: ReturnType<typeof finitenessOf>
  private state: ReadonlyMap<string, TfTensor>
  private done: number
  private isBusy = false
  private isDisposed = false

  constructor(device: Device, job: TrainingJob) {
    this.device = device
    this.done = job.stepsDone
    this.names = Object.keys(job.state)
    const inData = new Set([...job.step.inputs, ...job.evaluate.inputs].map(({ name }) => name).filter((name) => name in job.data))
    this.data = new Map(
      [...inData].map((name) => {
        const host = job.data[name]!
        const copy = { ...host, data: host.data.slice() }
        return [name, { host: copy, tensor: host.dtype === 'f64' ? null : device.upload(copy) }]
      }),
    )
    this.state = new Map(this.names.map((name) => [name, device.upload(job.state[name]!)]))
    this.step = compileProgram(device, job.step, this.data)
    this.evaluation = compileProgram(device, job.evaluate, this.data)
    this.isFinite = finitenessOf(device, job.state)
  }

  get stepsDone(): number {
    return this.done
  }

  async advance(steps: number, signal: AbortSignal): Promise<Advance> {
    this.checkReady()
    this.isBusy = true
    let made = 0
    let servedAt = performance.now()
    try {
      while (made < steps && !signal.aborted && !this.isDisposed) {
        this.makeStep()
        made++
        if (!this.isFinite.of(this.state)) return { steps: made, end: 'diverged' }
        if (performance.now() - servedAt < patienceMs) continue
        await served()
        servedAt = performance.now()
      }
    } finally {
      this.isBusy = false
      if (this.isDisposed) this.release()
    }
    return { steps: made, end: made < steps ? 'cancelled' : 'done' }
  }

  async evaluate(): Promise<Readonly<Record<string, number>>> {
    this.checkReady()
    return this.device.tf.tidy(() => {
      const number = (output: Placed): number => ('tensor' in output ? output.tensor.dataSync() : output.host.data)[0] ?? NaN
      return Object.fromEntries([...this.evaluation.run(this.state, this.done)].map(([name, output]) => [name, number(output)]))
    })
  }

  async read(names: readonly string[] = this.names): Promise<NamedTensors> {
    this.checkOpen()
    return Object.fromEntries(names.map((name) => [name, toHost(this.device.download(this.stateNamed(name)))]))
  }

  dispose(): void {
    if (this.isDisposed) return
    this.isDisposed = true
    // A step in progress still needs its tensors.
    if (!this.isBusy) this.release()
  }

  private release(): void {
    for (const program of [this.step, this.evaluation, this.isFinite]) program.dispose()
    for (const tensor of [...this.state.values(), ...[...this.data.values()].map(({ tensor }) => tensor)]) tensor?.dispose()
  }

  private makeStep(): void {
    const before = this.state
    const tensors = this.device.tf.tidy(() => {
      const placed = this.step.run(before, this.done + 1)
      return this.names.map((name) => this.device.tf.keep(this.settled(placed.get(name) as Placed)))
    })
    this.state = new Map(this.names.map((name, i) => [name, tensors[i] as TfTensor]))
    for (const tensor of before.values()) tensor.dispose()
    this.done++
  }

  /** A tensor that is the state's alone: two states never share one with each other or with the program. */
  private settled(output: Placed): TfTensor {
    if ('host' in output) return this.device.upload(output.host)
    return output.isFresh ? output.tensor : this.device.again(output.tensor)
  }

  private stateNamed(name: string): TfTensor {
    const tensor = this.state.get(name)
    if (tensor) return tensor
    throw new LabError('bad-input', `The run has no tensor ${name}. It has ${this.names.join(', ')}. Nothing was changed.`)
  }

  private checkOpen(): void {
    if (this.isDisposed) throw new LabError('not-possible-now', 'The session was closed. What it committed is safe; start the run again to go on.')
  }

  private checkReady(): void {
    this.checkOpen()
    if (this.isBusy) throw new LabError('not-possible-now', 'The session is making steps. Nothing was changed; wait until it has finished or stop it.')
  }
}
