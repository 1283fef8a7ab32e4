import { LabError } from '../../../shared/errors.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import { toHost, type DenseTensor } from '../../ops/dense.ts'
import type { Advance, Session, TrainingJob } from '../executor.ts'
import { compileProgram, type CompiledProgram } from './compile.ts'

/**
 * Computing goes on for at most this long, or one step if that is longer, before messages are served. Giving way costs some
 * microseconds, so a step of 0.1 ms loses about 1 %.
 */
const patienceMs = 2

function served(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Whether no element is NaN or infinite: those times 0 are NaN, every other number times 0 is 0. */
function isFinite({ data }: DenseTensor): boolean {
  let sum = 0
  for (let i = 0; i < data.length; i++) sum += data[i]! * 0
  return sum === 0
}

function copy(tensor: DenseTensor): DenseTensor {
  return { ...tensor, data: tensor.data.slice() }
}

/** The state of one run, moved step by step on the thread of the caller. */
export class ReferenceSession implements Session {
  private readonly context = { step: 0 }
  private readonly state: ReadonlyMap<string, DenseTensor>
  private readonly step: CompiledProgram
  private readonly evaluation: CompiledProgram
  /** What divergence is looked for in. */
  private readonly floats: readonly DenseTensor[]
  private readonly moves: readonly (readonly [DenseTensor, DenseTensor])[]
  private done: number
  private isBusy = false
  private isDisposed = false

  constructor(job: TrainingJob) {
    this.done = job.stepsDone
    this.state = new Map(Object.entries(job.state).map(([name, tensor]) => [name, copy(tensor)]))
    this.floats = [...this.state.values()].filter(({ dtype }) => dtype === 'f32' || dtype === 'f64')
    const inputs = new Map<string, DenseTensor>([...Object.entries(job.data), ...this.state])
    const fixed = new Set(Object.keys(job.data))
    this.step = compileProgram(job.step, inputs, fixed, this.context)
    this.evaluation = compileProgram(job.evaluate, inputs, fixed, this.context)
    this.moves = this.planMoves()
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
      while (made < steps && !signal.aborted) {
        this.makeStep()
        made++
        if (!this.floats.every(isFinite)) return { steps: made, end: 'diverged' }
        if (performance.now() - servedAt < patienceMs) continue
        await served()
        servedAt = performance.now()
      }
    } finally {
      this.isBusy = false
    }
    return { steps: made, end: made < steps ? 'cancelled' : 'done' }
  }

  async evaluate(): Promise<Readonly<Record<string, number>>> {
    this.checkReady()
    this.context.step = this.done
    this.evaluation.run()
    return Object.fromEntries([...this.evaluation.outputs].map(([name, { data }]) => [name, data[0] ?? NaN]))
  }

  async read(names: readonly string[] = [...this.state.keys()]): Promise<NamedTensors> {
    return Object.fromEntries(names.map((name) => [name, toHost(copy(this.stateNamed(name)))]))
  }

  dispose(): void {
    this.isDisposed = true
  }

  private makeStep(): void {
    this.context.step = this.done + 1
    this.step.run()
    for (const [from, to] of this.moves) to.data.set(from.data)
    this.done++
  }

  /**
   * Copies of outputs into the state, after the step. An output that is another state's own buffer (a swap) is read before
   * that state is overwritten: it goes through a buffer in between.
   */
  private planMoves(): (readonly [DenseTensor, DenseTensor])[] {
    const buffers = new Set([...this.state.values()].map(({ data }) => data))
    const first: [DenseTensor, DenseTensor][] = []
    const second: [DenseTensor, DenseTensor][] = []
    for (const [name, to] of this.state) {
      const from = this.step.outputs.get(name) as DenseTensor
      if (from.data === to.data) continue
      if (buffers.has(from.data)) {
        const between = copy(from)
        first.push([from, between])
        second.push([between, to])
      } else {
        second.push([from, to])
      }
    }
    return [...first, ...second]
  }

  private stateNamed(name: string): DenseTensor {
    const tensor = this.state.get(name)
    if (tensor) return tensor
    throw new LabError('bad-input', `The run has no tensor ${name}. It has ${[...this.state.keys()].join(', ')}. Nothing was changed.`)
  }

  private checkReady(): void {
    if (this.isDisposed) throw new LabError('not-possible-now', 'The session was closed. What it committed is safe; start the run again to go on.')
    if (this.isBusy) throw new LabError('not-possible-now', 'The session is making steps. Nothing was changed; wait until it has finished or stop it.')
  }
}
