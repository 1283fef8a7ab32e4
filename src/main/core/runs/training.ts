import { LabError } from '../../../shared/errors.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { ExecutorName, RunId, RunState } from '../../../shared/schema/run.ts'
import type { TrainEnd, TrainItem } from '../../../shared/worker-contract.ts'
import type { Unfit } from '../analysis/executors.ts'
import { diskFull, isDiskFull } from '../store/failures.ts'
import { usableConfig } from '../store/saved-config.ts'
import type { Gather } from '../files/gather.ts'
import type { Store } from '../store/store.ts'
import type { Changes } from './changes.ts'
import { endAsked, isDisconnected, isNobodysFault, reasonOf, restAfter, restAfterFailure, type Ending } from './endings.ts'
import { CommitRhythm } from './commit-rhythm.ts'
import { inBatches } from './in-batches.ts'
import { pointsTogether, type Points } from './points-together.ts'
import { meter, type Meter } from './meter.ts'
import { stateAtEnd, stateOfFork } from './recompute.ts'
import { recorder, type Recorder } from './recorder.ts'
import { Waiters } from './waiters.ts'
import { died, type WorkerProcess } from './worker-process.ts'

export interface TrainingHost {
  readonly store: Store
  readonly changes: Changes
  /** What a configuration needs beside itself. */
  readonly gather: Gather
  /** A process that computes, started for this run. */
  readonly start: () => WorkerProcess
  /** Executors that the run is not given to, with the reason; known once a lab has probed them. */
  readonly unfitFor: (forced: ExecutorName | null, before: ExecutorName | null) => Promise<Unfit>
  readonly now: () => string
  /** A worker that says nothing for so long is given up. It reports every second, but not within one step. */
  readonly silenceMs: number
}

const unbegun = 'the run was stopped before it began'

/** One run in its worker, from the start of the process to the state in which it comes to rest. */
export class Training {
  readonly id: RunId
  readonly threads: number
  readonly meter: Meter = meter()
  /** Settles when the run is at rest and its process gone; never rejects. */
  readonly done: Promise<void>
  readonly #host: TrainingHost
  readonly #config: RunConfig
  readonly #recorder: Recorder
  readonly #ready = Promise.withResolvers<void>()
  #worker: WorkerProcess | null = null
  #isCompiled = false
  #wantsPause = false
  /** What the run becomes when it ends because somebody asked: stopped, or interrupted with this reason. */
  #ending: Ending | null = null
  /** Set while the disk is full: settles what is done with the points that could not be written. */
  #held: PromiseWithResolvers<'retry' | 'give up'> | null = null
  readonly #waiters = new Waiters()

  constructor(host: TrainingHost, id: RunId, threads: number) {
    const row = host.store.runs.get(id)
    this.id = id
    this.threads = threads
    this.#host = host
    this.#config = usableConfig(row)
    this.#recorder = recorder(host.store, id, this.#config, host.now)
    host.store.states.begin(row, host.now())
    this.#tell()
    this.done = this.#run()
  }

  /** Resolves when it is paused, or at rest because it ended meanwhile. */
  async pause(): Promise<void> {
    await this.#ready.promise
    if (this.#isOver()) return
    this.#wantsPause = true
    await this.#control('pause')
    await this.#until(() => this.#status() === 'paused')
  }

  /** Goes on. After a full disk the points that could not be written come first; while it is still full this fails with `disk-full`. */
  async resume(): Promise<void> {
    this.#wantsPause = false
    const met = this.#until(() => this.#status() === 'running')
    if (this.#held !== null) this.#held.resolve('retry')
    else await this.#control('resume')
    await met
  }

  /** With a checkpoint at the step it has reached; without one where it has not begun to compute or cannot write. */
  async stop(interrupted: string | null = null): Promise<void> {
    this.#ending ??= { interrupted }
    if (this.#held !== null) this.#held.resolve('give up')
    else if (this.#isCompiled) await this.#control('stop')
    else this.#worker?.kill(unbegun)
    await this.done
  }

  /** Ends it at once; what was committed is kept. */
  kill(reason: string): void {
    this.#ending ??= { interrupted: reason }
    this.#held?.resolve('give up')
    this.#worker?.kill(reason)
  }

  async #run(): Promise<void> {
    try {
      const ended = this.#train().then((end) => this.#atRest(end), (error) => this.#afterFailure(error))
      const next = await ended.finally(() => this.#worker?.release())
      this.#host.store.states.end(this.id, next, this.#host.now())
    } catch {
      // A store that cannot be read or written now finds the run unfinished when it is opened next, and says so then.
    }
    this.#worker = null
    this.#ready.resolve()
    try {
      this.#tell()
    } catch {
      // The same store: those who ask for the state are told by what they ask.
    }
    this.#waiters.settleAll()
  }

  async #train(): Promise<TrainEnd> {
    const { store } = this.#host
    const row = store.runs.get(this.id)
    const worker = (this.#worker = this.#host.start()) // it starts while the rest is read
    const newest = await store.checkpoints.newestState(this.id)
    const files = await this.#host.gather(this.#config)
    if (this.#ending !== null) throw died(unbegun)
    const unfit = this.#host.unfitFor(row.executor_wanted, row.executor)
    await worker.ready
    const gone = worker.gone.then((how) => Promise.reject(died(how)))
    const order = { executor: row.executor_wanted, before: row.executor, unfit: await Promise.race([unfit, gone]), threads: this.threads }
    const begun = await stateOfFork(store, row, newest, async (config, from) => {
      const stream = worker.client.stream('train', { ...order, config, files: await this.#host.gather(config), from })
      const last = await stateAtEnd(stream, this.#wait(), (item) => this.#hear(item))
      return this.#ending === null ? last : { end: { ...(await stream.end), reason: 'stopped' } }
    })
    if ('end' in begun) return begun.end
    if (this.#ending !== null) throw died(unbegun)
    const { state: from } = begun
    const stream = worker.client.stream('train', { ...order, config: this.#config, files, from })
    const rhythm = new CommitRhythm()
    for await (const items of inBatches(stream, this.#wait(), (waiting) => rhythm.patience(waiting))) {
      for (const group of pointsTogether(items)) {
        if (group.kind === 'points') {
          rhythm.begins()
          await this.#record(group.points)
        } else await this.#take(group.item, from?.step ?? 0, begun.note)
      }
    }
    return stream.end
  }

  /** Gives a worker up that is silent for too long. */
  #wait(): Parameters<typeof inBatches>[1] {
    const { silenceMs } = this.#host
    let watchdog: NodeJS.Timeout | undefined
    const giveUp = (): void => this.#worker?.kill(`it said nothing for ${silenceMs / 1000} s`)
    return { waiting: () => (watchdog = setTimeout(giveUp, silenceMs)), arrived: () => clearTimeout(watchdog) }
  }

  async #record(points: readonly Points[]): Promise<void> {
    await this.#write(() => this.#recorder.commit(points))
    this.#tell()
  }

  /** While the state of a fork is computed again: only how it stands. */
  async #hear(item: Exclude<TrainItem, Points>): Promise<void> {
    if (item.kind === 'compiled') await this.#computes()
    else if (item.kind !== 'note') await this.#take(item, 0, null)
  }

  /** From here on the worker takes orders; one that came before is given again. */
  async #computes(): Promise<void> {
    this.#isCompiled = true
    this.#ready.resolve()
    if (this.#wantsPause) await this.#control('pause')
  }

  /** @param origin how the state came about from which it goes on, where there is something to say */
  async #take(item: Exclude<TrainItem, Points>, from: number, origin: string | null): Promise<void> {
    const { store, now } = this.#host
    switch (item.kind) {
      case 'compiled': {
        const before = store.runs.get(this.id)
        const isSeam = store.curves.lastStep(this.id) !== null
        await this.#write(() =>
          store.transact(() => {
            store.runs.compiled(this.id, item.executor, item.build, item.note, item.seconds)
            if (origin !== null) store.runs.addNote(this.id, origin)
            if (isSeam) store.runs.addSeam(this.id, from, now(), before.executor === item.executor && before.executor_build === item.build)
          }),
        )
        await this.#computes()
        break
      }
      case 'note':
        await this.#write(() => store.runs.addNote(this.id, item.note))
        break
      case 'heartbeat':
        this.meter.note(item.step)
        this.#beat()
        return this.#host.changes.beat(this.id)
      case 'paused':
        this.meter.reset()
        store.states.set(this.id, { status: 'paused', step: this.#step() })
        break
      case 'resumed':
        this.meter.reset()
        store.states.set(this.id, { status: 'running', step: this.#step() })
        break
      default:
        item satisfies never
    }
    this.#tell()
  }

  /** A sign of life that finds no space is not missed. */
  #beat(): void {
    try {
      this.#host.store.runs.heartbeat(this.id, this.#host.now())
    } catch (error) {
      if (!isDiskFull(error)) throw error
    }
  }

  /** Writes what came from the worker, and on a full disk pauses with it in hand until somebody resumes or stops. */
  async #write(work: () => void | Promise<void>): Promise<void> {
    const { store } = this.#host
    for (;;) {
      try {
        await work()
        if (this.#held !== null) await this.#release()
        return
      } catch (error) {
        if (!isDiskFull(error)) throw error
        const full = diskFull('training is paused')
        if (this.#ending !== null) throw full
        this.#refuse(full)
        this.#held = Promise.withResolvers()
        this.#ready.resolve() // who asked for a pause has it
        this.meter.reset()
        store.states.set(this.id, { status: 'paused', step: this.#step(), reason: full.message })
        this.#tell()
        await this.#control('pause')
        if ((await this.#held.promise) === 'give up') throw full
      }
    }
  }

  async #release(): Promise<void> {
    this.#held = null
    this.#host.store.states.set(this.id, { status: 'running', step: this.#step() })
    // A stop that came while this was written has told the worker nothing yet.
    await this.#control(this.#ending === null ? 'resume' : 'stop')
  }

  /** Whoever waits for the run to go on is told why it does not. */
  #refuse(error: LabError): void {
    if (this.#held !== null) this.#waiters.settleAll(error)
  }

  /** Any end by itself; one that somebody asked for is that. */
  #atRest(end: TrainEnd): RunState {
    return end.reason === 'stopped' ? endAsked(this.#step(), this.#ending) : { ...restAfter(end), step: this.#step() }
  }

  /** A run that somebody ended is that, however it went. */
  async #afterFailure(error: unknown): Promise<RunState> {
    const step = this.#step()
    const isLost = isDisconnected(error)
    if (!isLost) this.#worker?.kill(reasonOf(error))
    const how = isLost ? ((await this.#worker?.gone) ?? 'it never began') : null
    return this.#ending !== null && isNobodysFault(error) ? endAsked(step, this.#ending) : restAfterFailure(error, step, how)
  }

  /** A worker that is gone meanwhile is not an error here: the stream says how it ended. */
  async #control(action: 'pause' | 'resume' | 'stop'): Promise<void> {
    try {
      await this.#worker?.client.call('control', { action })
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'disconnected') throw error
    }
  }

  #until(isMet: () => boolean): Promise<void> {
    return isMet() || this.#isOver() ? Promise.resolve() : this.#waiters.until(isMet)
  }

  #tell(): void {
    this.#host.store.changed(this.id)
    this.#host.changes.tell(this.id)
    this.#waiters.look()
  }

  #status(): RunState['status'] {
    return this.#host.store.state(this.id).status
  }

  #isOver(): boolean {
    return !['running', 'paused'].includes(this.#status())
  }

  #step(): number {
    return this.#host.store.runs.get(this.id).step
  }
}
