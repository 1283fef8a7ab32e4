import { scheduleOf } from '../../src/science/schedule.ts'
import type { ExecutorName } from '../../src/shared/schema/run.ts'
import { RunConfig } from '../../src/shared/schema/run-config.ts'
import { nameOf, racers, type Contender } from '../contenders.ts'
import { racePeer, type Peers } from '../peers.ts'
import { labRun, w1, type Words } from './command-line.ts'

/** One whole command from its start to 99 % test accuracy on W1. */
export interface Lap {
  readonly who: string
  readonly seed: number
  readonly wholeSeconds: number
  /** Without the start of the process and imports; with compilation. */
  readonly seconds: number
  /** At which 99 % was found; the command ended there. */
  readonly steps: number
  readonly stepsRun: number
}

export interface Race {
  readonly laps: readonly Lap[]
  /** Evaluations of the lab until the step of its last lap; the peers make one every 10 steps. */
  readonly evaluations: number
}

const longest = 4000

/** The lab saves everything while it trains. It is told to stop at the step that an earlier run found, so the command ends there by itself. */
async function labLap(root: string, seed: number, words: Words, executor: ExecutorName | null, signal: AbortSignal): Promise<Lap> {
  const found = await labRun(root, { ...w1, steps: longest }, ['--seed', seed, ...words], signal)
  const steps = found.runs[0]?.events['test_acc_99'] ?? null
  if (steps === null) throw new Error(`W1 with seed ${seed} did not reach 99 % in ${longest} steps`)
  const { seconds: wholeSeconds, runs: [run] } = await labRun(root, { ...w1, steps }, ['--seed', seed, ...words], signal)
  if (run === undefined || run.events['test_acc_99'] !== steps) throw new Error(`W1 with seed ${seed} took another way when it was timed`)
  if (executor !== null && run.executor !== executor) throw new Error(`the lab chose ${run.executor}, and the steps were measured on ${executor}`)
  return { who: 'Grokscope', seed, wholeSeconds, seconds: run.seconds + run.compileSeconds, steps, stepsRun: run.steps }
}

async function peerLap(peers: Peers, contender: Contender, seed: number, threads: number, signal: AbortSignal): Promise<Lap> {
  const { wholeSeconds, seconds, step_hit, steps_run } = await racePeer(peers, contender, seed, threads, signal)
  if (step_hit === null) throw new Error(`${nameOf(contender)} did not reach 99 % with seed ${seed}`)
  return { who: nameOf(contender), seed, wholeSeconds, seconds, steps: step_hit, stepsRun: steps_run }
}

export interface RaceOrder {
  readonly seed: number
  readonly threads: number
  readonly words: Words
  /** The executor that the lab is expected to choose; null where that is not known. */
  readonly executor: ExecutorName | null
  readonly peers: Peers | null
}

/** Everybody once with one seed, one after the other. */
export async function race(root: string, { seed, threads, words, executor, peers }: RaceOrder, signal: AbortSignal): Promise<Race> {
  const laps = [await labLap(root, seed, words, executor, signal)]
  const rivals = peers === null ? [] : racers
  for (const contender of rivals) laps.push(await peerLap(peers as Peers, contender, seed, threads, signal))
  const { logged } = scheduleOf(RunConfig.parse({ ...w1, steps: laps[0]?.steps ?? 1 }))
  return { laps, evaluations: logged.length }
}
