import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { workerCommand } from '../src/main/core/paths.ts'
import { maxForeign, measureOnce, paces } from '../src/main/core/bench/bench.ts'
import type { BenchWorkload } from '../src/shared/schema/bench.ts'
import type { ExecutorName } from '../src/shared/schema/run.ts'
import type { BenchOptions, Part } from './arguments.ts'
import { contendersOf, nameOf, type Contender } from './contenders.ts'
import type { Journal, Unmeasured } from './journal.ts'
import type { CancelLatency } from './parts/cancel-latency.ts'
import { liveMetrics } from './parts/live-metrics.ts'
import type { Losses } from './parts/losses.ts'
import { manyRuns } from './parts/many-runs.ts'
import type { MemoryOverSteps } from './parts/memory.ts'
import { race } from './parts/race.ts'
import { scienceCosts } from './parts/science.ts'
import { exportWorkload, measurePeer, type Peers } from './peers.ts'
import { lastJson, runProcess } from './run-process.ts'

/** Most repetitions of the parts that run whole commands. */
const commandRounds = 3
/** With peers there is much else to do, and a disturbed round is told from a quiet one afterwards. */
const patienceWithPeers = 5
/** Steps of a whole run: long enough that start-up is little. */
const runSteps = { live: 10_000, many: 3_000 } as const
const parallelRuns = 2
const seedsOfMany = 6

/** One measurement from its first round to its last: measures what the journal does not hold yet. */
export class BenchSession {
  readonly #root: string
  readonly #options: BenchOptions
  readonly #journal: Journal
  readonly #peers: Peers | null
  readonly #say: (sentence: string) => void
  readonly #signal: AbortSignal

  constructor(root: string, options: BenchOptions, journal: Journal, peers: Peers | null, say: (sentence: string) => void, signal: AbortSignal) {
    this.#root = root
    this.#options = options
    this.#journal = journal
    this.#peers = peers
    this.#say = say
    this.#signal = signal
  }

  async run(): Promise<void> {
    const has = (part: Part): boolean => this.#options.parts.includes(part)
    if (has('steps')) await this.#steps()
    if (has('steps') && this.#peers !== null) for (const workload of this.#options.workloads) await this.#losses(workload, this.#peers)
    if (has('memory')) await this.#part('memory', 1, () => this.#child<MemoryOverSteps>('memoryOverSteps', { executor: this.#executor, steps: 1e6, calls: 1000 }))
    if (has('cancel')) await this.#part('cancel', 1, () => this.#cancels())
    for (let round = 1; round <= Math.min(commandRounds, this.#options.rounds); round++) {
      if (has('live')) await this.#part('live', round, () => liveMetrics(this.#root, { steps: runSteps.live, round, words: this.#words }, this.#signal))
      if (has('many')) {
        const order = { parallel: parallelRuns, seeds: seedsOfMany, steps: runSteps.many, executor: this.#executor, words: this.#executorWords }
        await this.#part('many', round, () => manyRuns(this.#root, order, this.#signal))
      }
      if (has('science')) await this.#part('science', round, () => scienceCosts(this.#root, this.#words, this.#signal))
      if (has('wallclock')) {
        const { threads, executor } = this.#options
        // The choice of an executor is part of what a user waits for, so it is forced only where the benchmark was told to.
        const words = ['--threads', threads, ...(executor === null ? [] : ['--executor', executor])]
        const order = { seed: round - 1, threads, words, executor: this.#measuredExecutor, peers: this.#peers }
        await this.#part('wallclock', round, () => race(this.#root, order, this.#signal))
      }
    }
  }

  /** Round after round, in each all workloads, in each the lab and then its peers: what disturbs the machine for a while hits all alike. */
  async #steps(): Promise<void> {
    for (let round = 1; round <= this.#options.rounds; round++) {
      for (const workload of this.#options.workloads) {
        await this.#ours(round, workload)
        if (this.#peers === null) continue
        for (const contender of contendersOf(workload, this.#options.everyMode)) await this.#peer(round, workload, contender, this.#peers)
      }
    }
  }

  async #ours(round: number, workload: BenchWorkload): Promise<void> {
    const { quick, threads, executor } = this.#options
    const { seconds } = quick ? paces.quick : paces.thorough
    const entry = { kind: 'ours', round, workload } as const
    const request = { workload, executor, threads, products: true, seconds, patienceSeconds: this.#patienceSeconds, maxForeign }
    await this.#measured(entry, `round ${round}, ${workload}`, async () => {
      const result = await measureOnce(workerCommand(), request, () => {}, this.#signal)
      this.#journal.add({ ...entry, result })
    })
  }

  async #peer(round: number, workload: BenchWorkload, contender: Contender, peers: Peers): Promise<void> {
    const { quick, threads } = this.#options
    const pace = { quick, threads, patienceSeconds: this.#patienceSeconds }
    const entry = { kind: 'peer', round, workload, contender } as const
    await this.#measured(entry, `round ${round}, ${workload}, ${nameOf(contender)}`, async () => {
      this.#journal.add({ ...entry, result: await measurePeer(peers, workload, contender, pace, this.#signal) })
    })
  }

  /** Our loss from the peers' numbers beside that of PyTorch, which was measured on the way. */
  async #losses(workload: BenchWorkload, peers: Peers): Promise<void> {
    const steps = 20
    const entry = { kind: 'losses', workload } as const
    await this.#measured(entry, `losses of ${workload}`, async () => {
      const measured = this.#journal.entries.find((known) => known.kind === 'peer' && known.workload === workload && known.contender.script === 'bench_torch.py')
      if (measured?.kind !== 'peer') throw new Error('PyTorch was not measured')
      const folder = join(this.#root, '.cache', 'bench')
      mkdirSync(folder, { recursive: true })
      const file = join(folder, `${workload}.safetensors`)
      await exportWorkload(peers, workload, file, this.#signal)
      const { trainLoss } = await this.#child<Losses>('lossesFrom', { file, workload, executor: this.#executor, steps, threads: this.#options.threads })
      this.#journal.add({ ...entry, result: { workload, steps, ours: trainLoss, peer: measured.result.train_loss_after_warmup } })
    })
  }

  async #cancels(): Promise<readonly CancelLatency[]> {
    const cancels: CancelLatency[] = []
    for (const workload of ['W2', 'W1', 'W4'] as const) {
      cancels.push(await this.#child<CancelLatency>('cancelLatency', { executor: this.#executor, workload, threads: this.#options.threads, cancels: 50 }))
    }
    return cancels
  }

  async #part(part: Part, round: number, measure: () => Promise<unknown>): Promise<void> {
    const entry = { kind: 'part', part, round } as const
    await this.#measured(entry, `${part}, round ${round}`, async () => this.#journal.add({ ...entry, result: await measure() }))
  }

  /** Measures what is missing. What fails is written down and does not end the rest. */
  async #measured(entry: Unmeasured, what: string, measure: () => Promise<void>): Promise<void> {
    if (this.#journal.has(entry)) return
    this.#say(what)
    try {
      await measure()
    } catch (error) {
      this.#signal.throwIfAborted()
      const why = error instanceof Error ? error.message : String(error)
      this.#say(`${what} failed: ${why}`)
      this.#journal.add({ kind: 'failed', what, round: 'round' in entry ? entry.round : 0, why })
    }
  }

  async #child<T>(name: string, given: object): Promise<T> {
    const words = ['--expose-gc', join(this.#root, 'bench', 'parts', 'child.ts'), name, JSON.stringify(given)]
    return lastJson(await runProcess(process.execPath, words, { cwd: this.#root, signal: this.#signal })) as T
  }

  get #patienceSeconds(): number {
    const { patienceSeconds } = this.#options.quick ? paces.quick : paces.thorough
    return this.#peers === null ? patienceSeconds : Math.min(patienceSeconds, patienceWithPeers)
  }

  get #executor(): ExecutorName | null {
    return this.#options.executor
  }

  /** The executor whose steps were measured: whole commands have to train on the same. */
  get #measuredExecutor(): ExecutorName | null {
    const ours = this.#journal.entries.find((entry) => entry.kind === 'ours')
    return this.#options.executor ?? ours?.result.executor ?? null
  }

  get #executorWords(): readonly string[] {
    return this.#measuredExecutor === null ? [] : ['--executor', this.#measuredExecutor]
  }

  get #words(): readonly (string | number)[] {
    return ['--threads', this.#options.threads, ...this.#executorWords]
  }
}
