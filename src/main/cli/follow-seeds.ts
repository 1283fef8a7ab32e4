import type { LabContract } from '../../shared/contract.ts'
import { LabError, toErrorValue } from '../../shared/errors.ts'
import type { InputOf } from '../../shared/rpc/specification.ts'
import type { RunId, RunSummary } from '../../shared/schema/run.ts'
import type { SeedRange } from './arguments.ts'
import { exitCodes, type ExitCode, type VerbContext } from './context.ts'
import { duration, percent, standing, stepOf } from './format.ts'
import { resultOf } from './run-result.ts'
import { SeedsProgress } from './seeds-progress.ts'
import { table } from './table.ts'
import { jsonLine } from './terminal.ts'

/** What all runs have in common. */
export type Order = Omit<InputOf<LabContract['runs.create']>, 'seed' | 'seeds' | 'threads'> & { readonly threads: number }

/** A run at rest, and whether it has a checkpoint to go on from. */
interface Rested {
  readonly run: RunSummary
  readonly canGoOn: boolean
}

/**
 * One run a seed, some at a time. A seed that fails or diverges does not keep the others from training, but where the first is
 * refused before its first step, the others would be too and are not begun. Ctrl+C stops those that train, each with a checkpoint
 * to go on from, and begins no more.
 */
export async function followSeeds(context: VerbContext, order: Order, { first, last }: SeedRange, parallel: number | null): Promise<ExitCode> {
  const { client, interruption, terminal, options } = context
  const seeds = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const create = (seed: number): Promise<RunSummary> => client.call('runs.create', { ...order, seed, seeds: [first, last] })

  // The first is made before any other: what is wrong with the configuration is wrong with all.
  const [opening, { threads }] = await Promise.all([create(seeds.shift() ?? first), client.call('lab.info', {})])
  const progress = new SeedsProgress(terminal, seeds.length + 1, opening.config.steps)
  const rested: Rested[] = []
  // An executor that is asked for may be absent or refuse the run. The first seed shows it; the others wait for its first step.
  const opened = Promise.withResolvers<void>()
  if (order.executor === null || order.executor === 'reference') opened.resolve()
  let isRefused = false
  const failures: string[] = []
  const say = (sentence: string): void => {
    progress.clear()
    terminal.aside(`${sentence}\n`)
  }

  const one = async (run: RunSummary): Promise<void> => {
    const stop = stopper(context, run, say)
    try {
      // Only where it stands matters here, so its points are not asked for. Each item is taken as it comes: a watcher that
      // lags learns late that there is room for the next run.
      for await (const update of client.stream('runs.watch', { id: run.id, afterStep: run.config.steps })) {
        progress.update(run.id, update, performance.now())
        if (stepOf(update.state) > 0) opened.resolve()
      }
      await stop.settled()
    } finally {
      stop.release()
    }
    const { run: end, checkpoints } = await client.call('runs.get', { id: run.id })
    rested.push({ run: end, canGoOn: checkpoints.some(({ hasOptimiser }) => hasOptimiser) })
    isRefused ||= run.id === opening.id && end.state.status === 'failed' && end.state.step === 0
    if (options.json) {
      progress.clear()
      terminal.out(jsonLine(resultOf(end)))
    }
    say(`${ending(end)} (${rested.length} of ${last - first + 1})`)
  }

  const lane = async (begun: RunSummary | null): Promise<void> => {
    let run = begun
    for (;;) {
      if (run !== null) await one(run).finally(opened.resolve)
      await opened.promise
      const seed = interruption.aborted || isRefused ? undefined : seeds.shift()
      if (seed === undefined) return
      run = await create(seed).catch((error: unknown) => {
        failures.push(`Seed ${seed} was not begun: ${toErrorValue(error).message}`)
        say(failures.at(-1) ?? '')
        return null
      })
    }
  }

  const lanes = lanesFor(parallel, Math.floor(threads / Math.min(order.threads, threads)))
  if (!options.json) terminal.aside(`${opening.name} and ${seeds.length} more: each is saved while it trains.\n`)
  await Promise.all(Array.from({ length: lanes }, (_, i) => lane(i === 0 ? opening : null)))

  progress.clear()
  rested.sort((a, b) => a.run.seed - b.run.seed)
  if (!options.json) terminal.out(resultTable(rested.map(({ run }) => run)))
  return conclude(context, rested, failures, seeds.length)
}

/** Where as many train as there is room for, one more waits its turn, so that its process is ready when a thread is free. */
function lanesFor(parallel: number | null, room: number): number {
  return parallel === null || parallel >= room ? room + 1 : parallel
}

/** Stops a run at Ctrl+C, whenever that comes. */
function stopper({ client, interruption }: VerbContext, run: RunSummary, say: (sentence: string) => void): { settled(): Promise<void>; release(): void } {
  let stopping: Promise<void> = Promise.resolve()
  // With a run that was not begun, the one that it goes on from.
  const ids = [...(run.parent !== null && run.parent.step === null ? [run.parent.run] : []), run.id]
  const stopOne = (id: RunId): Promise<void> =>
    client.call('runs.stop', { id }).then(
      () => undefined,
      (error: unknown) => {
        // It had come to rest by itself.
        if (!(error instanceof LabError) || error.code !== 'not-possible-now') say(`${id} could not be stopped: ${toErrorValue(error).message}`)
      },
    )
  const stop = (): void => {
    stopping = Promise.all(ids.map(stopOne)).then(() => undefined)
  }
  if (interruption.aborted) stop()
  else interruption.addEventListener('abort', stop, { once: true })
  return { settled: () => stopping, release: () => interruption.removeEventListener('abort', stop) }
}

/** `seed 3: finished, 2000 steps, in 4.1 s`, and why where it is not finished. */
function ending(run: RunSummary): string {
  const { state } = run
  const why = state.status === 'diverged' ? `: ${state.quantity} is no longer a finite number` : state.status === 'failed' || state.status === 'interrupted' ? `: ${state.reason}` : ''
  return `seed ${run.seed}: ${standing(run)}${run.seconds === null ? '' : ` in ${duration(run.seconds)}`}${why}`
}

function resultTable(runs: readonly RunSummary[]): string {
  const step = (at: number | null): string => (at === null ? '–' : String(at))
  const rows = runs.map((run) => [
    String(run.seed), run.id, standing(run), step(run.events.train_acc_99), step(run.events.test_acc_50), step(run.events.test_acc_99),
    run.final === null ? '–' : percent(run.final.test_accuracy), run.seconds === null ? '–' : duration(run.seconds),
  ])
  return table(['seed', 'run', 'training', 'train ≥ 99 %', 'test ≥ 50 %', 'test ≥ 99 %', 'test accuracy', 'time'], rows)
}

function conclude({ terminal, interruption }: VerbContext, rested: readonly Rested[], failures: readonly string[], unbegun: number): ExitCode {
  const finished = rested.filter(({ run }) => run.state.status === 'finished').length
  const all = rested.length + failures.length + unbegun
  if (interruption.aborted) {
    terminal.aside(`Stopped: ${finished} of ${all} seeds finished, ${stoppedSeeds(rested)}, ${unbegun} were not begun.${goOn(rested)}\n`)
    return exitCodes.interrupted
  }
  if (finished === all) return exitCodes.done
  const others = unbegun === 0 ? 'the others are named above, and what they saved is kept' : `the first was refused as is said above, and ${unbegun} were not begun because they would be too`
  terminal.aside(`${finished} of ${all} seeds finished; ${others}.\n`)
  return exitCodes.failed
}

const isStopped = ({ run: { state } }: Rested): boolean => state.status === 'stopped' || state.status === 'interrupted'

function stoppedSeeds(rested: readonly Rested[]): string {
  const stopped = rested.filter(isStopped)
  const empty = stopped.filter(({ canGoOn }) => !canGoOn).length
  const saved = `${stopped.length - empty} were stopped with what they had saved`
  return empty === 0 ? saved : `${saved}, ${empty} before their first checkpoint`
}

function goOn(rested: readonly Rested[]): string {
  const first = rested.find((each) => isStopped(each) && each.canGoOn)
  return first === undefined ? '' : ` “grokscope resume ${first.run.id}” goes on with the first of those that were stopped.`
}
