import { setImmediate as messagesServed } from 'node:timers/promises'
import type { Advance, Session } from '../../engine/executors/executor.ts'
import { experimentOf, type Experiment } from '../../science/experiment.ts'
import { sourcesFrom } from '../../science/sources.ts'
import { scheduleOf, type Schedule } from '../../science/schedule.ts'
import { LabError } from '../../shared/errors.ts'
import { clockSeries } from '../../shared/runs/clock.ts'
import type { ParsedInputOf } from '../../shared/rpc/specification.ts'
import type { TrainEnd, TrainingState, TrainItem, WorkerContract } from '../../shared/worker-contract.ts'
import { compileJob } from './compile.ts'
import { EventWatch } from './event-watch.ts'
import { measureTools } from './measure-tools.ts'
import { Measuring } from './measuring.ts'
import { PointBuffer } from './point-buffer.ts'
import type { RunControl } from './run-control.ts'
import { Stopwatch } from './stopwatch.ts'
import { firstBroken, readOptimiser, readWeights, startingState } from './training-state.ts'

type Points = Extract<TrainItem, { kind: 'points' }>
export type TrainRequest = ParsedInputOf<WorkerContract['train']>

/** Where items go; resolves when the other end has room for more, rejects when it is gone. */
export interface Sink {
  readonly signal: AbortSignal
  send(item: TrainItem): Promise<void>
}

const heartbeatMs = 1000
const flushMs = 250

/** Trains one run to its last step, a stop, or divergence. */
export async function train(request: TrainRequest, control: RunControl, sink: Sink): Promise<TrainEnd> {
  const experiment = experimentOf(request.config, sourcesFrom(request.files))
  const start = startingState(experiment, request.from)
  const { session, ...compiled } = await compileJob(experiment, start, { forced: request.executor, unfit: request.unfit, before: request.before, threads: request.threads })
  try {
    const measuring = new Measuring(experiment, { ...(await measureTools(request.unfit)), signal: sink.signal })
    const note = [compiled.note, ...measuring.notes].filter((text) => text !== null).join(' ')
    await sink.send({ kind: 'compiled', executor: compiled.executor, build: compiled.build, seconds: compiled.seconds, note: note === '' ? null : note })
    return await new Training(experiment, session, measuring, control, sink).run(start, request.from !== null)
  } finally {
    session.dispose()
  }
}

/** A loss that is NaN or infinite, as it can be while every weight is finite. */
function brokenLoss(evaluated: Readonly<Record<string, number>>): string | null {
  return ['train_loss', 'test_loss'].find((name) => !Number.isFinite(evaluated[name])) ?? null
}

/** One run in progress: advances from one logged step to the next, and sends what it sees there. */
class Training {
  readonly #experiment: Experiment
  readonly #schedule: Schedule
  readonly #session: Session
  readonly #measuring: Measuring
  readonly #control: RunControl
  readonly #sink: Sink
  readonly #watch = new Stopwatch()
  readonly #events = new EventWatch()
  readonly #points = new PointBuffer()
  #flushTimer: NodeJS.Timeout | undefined
  /** What is left to do for the last look. */
  #report: (() => Promise<void>) | null = null

  constructor(experiment: Experiment, session: Session, measuring: Measuring, control: RunControl, sink: Sink) {
    this.#experiment = experiment
    this.#schedule = scheduleOf(experiment.config)
    this.#session = session
    this.#measuring = measuring
    this.#control = control
    this.#sink = sink
  }

  async run({ step: from, weights }: TrainingState, resumed: boolean): Promise<TrainEnd> {
    // A sender that does not wait learns from the signal that the other end is gone.
    const beat = setInterval(() => void this.#sink.send({ kind: 'heartbeat', step: this.#session.stepsDone, seconds: this.#watch.seconds }).catch(() => {}), heartbeatMs)
    this.#watch.start()
    try {
      // What held where training was left is not an event of this stretch, and that step is not logged again.
      if (resumed) this.#events.sees(await this.#session.evaluate())
      if (resumed && this.#schedule.logged.includes(from)) this.#measuring.goesOnFrom(from, weights)
      return await this.#trainOn(this.#schedule.logged.filter((step) => step > from || !resumed), resumed ? from : null)
    } finally {
      clearInterval(beat)
      clearTimeout(this.#flushTimer)
    }
  }

  async #trainOn(upcoming: readonly number[], loggedBefore: number | null): Promise<TrainEnd> {
    let lastLogged = loggedBefore
    for (const next of upcoming) {
      while (this.#session.stepsDone < next) {
        if (this.#control.wish !== 'train') await this.#reported()
        if (this.#control.wish === 'pause') await this.#pause()
        if (this.#control.wish === 'stop') return await this.#stop(lastLogged)
        this.#expectListener()
        const { end } = await this.#advance(next - this.#session.stepsDone)
        if (end === 'diverged') return this.#diverged((await this.#look('state broke')) ?? 'state')
      }
      const broken = await this.#look('due')
      if (broken !== null) return this.#diverged(broken)
      lastLogged = next
    }
    await this.#reported()
    return this.#end({ reason: 'finished', step: this.#session.stepsDone })
  }

  /**
   * Makes steps, and meanwhile reports the look before them: what a look measures lies in copies, and an executor with threads of its
   * own leaves this one idle. One report at most is outstanding, so training still waits for a store that cannot keep up.
   */
  async #advance(steps: number): Promise<Advance> {
    const stretch = this.#session.advance(steps, this.#control.signal)
    const report = this.#reported().catch((error: unknown) => {
      this.#control.want('stop') // the executor's state may not be thrown away under its hands
      throw error
    })
    const [advanced, reported] = await Promise.allSettled([stretch, report])
    if (reported.status === 'rejected') throw reported.reason
    if (advanced.status === 'rejected') throw advanced.reason
    return advanced.value
  }

  /** Sends what the last look has seen, if that is still to be done. */
  async #reported(): Promise<void> {
    const report = this.#report
    this.#report = null
    await report?.()
  }

  /**
   * Looks at the step that was made, and at its checkpoint when one is due: `#report` sends them. Returns the quantity that is not
   * finite any more, if one is not: then the step has no checkpoint, so that the last one stays the last good one.
   */
  async #look(why: 'due' | 'stopping' | 'state broke'): Promise<string | null> {
    await this.#reported()
    const step = this.#session.stepsDone
    // Short stretches between logged steps never give way by themselves.
    await messagesServed()
    this.#expectListener()
    const seconds = this.#watch.seconds
    const evaluated = await this.#session.evaluate()
    const broken = why === 'state broke' ? await this.#brokenPart(evaluated) : brokenLoss(evaluated)
    const isEvent = this.#events.sees(evaluated)

    const isDue = broken === null && (why === 'stopping' || isEvent || this.#schedule.checkpoints.includes(step))
    const keepsOptimiser = isDue && (why === 'stopping' || isEvent || this.#schedule.withOptimiser.has(step))

    const weights = isDue || this.#measuring.needsWeights(isDue) ? await readWeights(this.#experiment, this.#session) : null
    const optimiser = keepsOptimiser ? await readOptimiser(this.#experiment, this.#session) : null
    this.#report = async () => {
      const canMeasure = weights !== null && (broken === null || firstBroken(weights) === null)
      const { values: measured, notes } = canMeasure ? await this.#measuring.take({ step, weights, isCheckpoint: isDue }) : { values: [], notes: [] }
      for (const note of notes) await this.#sink.send({ kind: 'note', note })

      // From here to the flush nothing waits: a point is never sent apart from its checkpoint.
      for (const values of [evaluated, ...measured, { [clockSeries]: seconds }]) this.#points.add(step, values)
      if (isDue && weights !== null) await this.#flush({ step, weights, optimiser })
      else if (broken !== null) await this.#flush()
      else this.#flushTimer ??= setTimeout(() => void this.#flush().catch(() => {}), flushMs)
    }
    if (broken !== null || why === 'stopping') await this.#reported()
    return broken
  }

  /** What to name where the state broke: a weight, else a loss that followed, else what the optimiser remembers. */
  async #brokenPart(evaluated: Readonly<Record<string, number>>): Promise<string | null> {
    return firstBroken(await readWeights(this.#experiment, this.#session)) ?? brokenLoss(evaluated) ?? firstBroken(await this.#session.read())
  }

  async #flush(checkpoint: Points['checkpoint'] = null): Promise<void> {
    clearTimeout(this.#flushTimer)
    this.#flushTimer = undefined
    if (this.#points.isEmpty && checkpoint === null) return
    await this.#sink.send({ kind: 'points', curves: this.#points.take(), seconds: this.#watch.seconds, checkpoint })
  }

  async #pause(): Promise<void> {
    const step = this.#session.stepsDone
    this.#watch.stop()
    await this.#flush()
    await this.#sink.send({ kind: 'paused', step })
    const gone = Promise.withResolvers<void>()
    const leave = (): void => gone.resolve()
    this.#sink.signal.addEventListener('abort', leave, { once: true })
    await Promise.race([this.#control.leaves('pause'), gone.promise])
    this.#sink.signal.removeEventListener('abort', leave)
    this.#expectListener()
    if (this.#control.wish !== 'stop') await this.#sink.send({ kind: 'resumed', step })
    this.#watch.start()
  }

  /**
   * Ends at exactly this step, with a checkpoint from which training can go on. A step outside the schedule is logged too: it is
   * the measured end of the stopped run. It changes nothing that follows, because the schedule comes from the configuration
   * alone: after resuming, the logged steps are those of an undisturbed run. `scheduleOf(config).logged` tells this point from
   * the others, and the core takes it out of the curves once training is past it.
   */
  async #stop(lastLogged: number | null): Promise<TrainEnd> {
    const step = this.#session.stepsDone
    if (step === lastLogged) {
      // Logged already, perhaps without a checkpoint or with weights only.
      await this.#flush({ step, weights: await readWeights(this.#experiment, this.#session), optimiser: await readOptimiser(this.#experiment, this.#session) })
    } else {
      const broken = await this.#look('stopping')
      if (broken !== null) return this.#diverged(broken)
    }
    return this.#end({ reason: 'stopped', step })
  }

  #diverged(quantity: string): TrainEnd {
    return this.#end({ reason: 'diverged', step: this.#session.stepsDone, quantity })
  }

  #end<T extends object>(end: T): T & { readonly seconds: number } {
    this.#watch.stop()
    return { ...end, seconds: this.#watch.seconds }
  }

  #expectListener(): void {
    if (this.#sink.signal.aborted) throw new LabError('cancelled', 'Nobody listens to this run any more, so it stopped. What was acknowledged is saved; resume from its last checkpoint.')
  }
}
