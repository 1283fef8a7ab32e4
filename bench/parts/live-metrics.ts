import { labRun, w1, type Words } from './command-line.ts'

export interface LiveMetrics {
  readonly executor: string
  readonly steps: number
  /** Steps a second with the logged steps, measures and checkpoints of the presets, followed live by the command line. */
  readonly on: number
  /** With as few as a configuration allows: one each time the steps have become ten times as many. */
  readonly off: number
}

export interface LiveOrder {
  readonly steps: number
  /** From 1. Rounds begin with either by turns, so that a machine that grows slower or faster favours neither. */
  readonly round: number
  readonly words: Words
}

/** Which of the two runs comes first in a round. */
export function orderIn(round: number): readonly ('on' | 'off')[] {
  return round % 2 === 1 ? ['on', 'off'] : ['off', 'on']
}

const sparse = { log: { every_until: 0, ratio: 10 }, checkpoint: { ratio: 10 }, measures: [] } as const

/** One long run of W1 with live metrics and one without, by the same path: command line, core, worker, store. */
export async function liveMetrics(root: string, { steps, round, words }: LiveOrder, signal: AbortSignal): Promise<LiveMetrics> {
  const rate = async (changes: object): Promise<{ readonly rate: number; readonly executor: string }> => {
    const { runs: [run] } = await labRun(root, { ...w1, steps, ...changes }, words, signal)
    if (run === undefined) throw new Error('the run left no result')
    return { rate: run.steps / run.seconds, executor: run.executor }
  }
  const rates = { on: NaN, off: NaN }
  let executor = ''
  for (const which of orderIn(round)) {
    const found = await rate(which === 'on' ? {} : sparse)
    rates[which] = found.rate
    executor = found.executor
  }
  return { executor, steps, ...rates }
}
