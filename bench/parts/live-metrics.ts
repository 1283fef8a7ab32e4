import { labRun, w1, type Words } from './command-line.ts'

export interface LiveMetrics {
  readonly executor: string
  readonly steps: number
  /** Steps a second with the logged steps, measures and checkpoints of the presets, followed live by the command line. */
  readonly on: number
  /** With as few as a configuration allows: one each time the steps have become ten times as many. */
  readonly off: number
}

/** One long run of W1 with live metrics and one without, by the same path: command line, core, worker, store. */
export async function liveMetrics(root: string, { steps, words }: { readonly steps: number; readonly words: Words }, signal: AbortSignal): Promise<LiveMetrics> {
  const rate = async (changes: object): Promise<{ readonly rate: number; readonly executor: string }> => {
    const { runs: [run] } = await labRun(root, { ...w1, steps, ...changes }, words, signal)
    if (run === undefined) throw new Error('the run left no result')
    return { rate: run.steps / run.seconds, executor: run.executor }
  }
  const on = await rate({})
  const off = await rate({ log: { every_until: 0, ratio: 10 }, checkpoint: { ratio: 10 }, measures: [] })
  return { executor: on.executor, steps, on: on.rate, off: off.rate }
}
