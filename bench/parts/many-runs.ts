import { join } from 'node:path'
import type { ExecutorName } from '../../src/shared/schema/run.ts'
import { lastJson, runProcess } from '../run-process.ts'
import { labRun, w1, type Words } from './command-line.ts'
import { throughput, type Stretch } from './throughput.ts'

export interface ManyRuns {
  readonly executor: string
  readonly parallel: number
  readonly seeds: number
  readonly steps: number
  /** Steps a second of all runs together, from the start of the first to the end of the last, with evaluation, commits and waits. */
  readonly runs: number
  /** The same steps over the whole command, with the start of all processes and compilation. */
  readonly wholeCommand: number
  /** Of the same number of processes that do only the products, from the start of the first to the end of the last, before and after. */
  readonly products: number
  /** runs / products */
  readonly share: number
}

export interface ManyOrder {
  readonly parallel: number
  readonly seeds: number
  readonly steps: number
  readonly executor: ExecutorName | null
  readonly words: Words
}

const productSeconds = 8

async function productRate(root: string, parallel: number, executor: ExecutorName | null, signal: AbortSignal): Promise<number> {
  const one = async (): Promise<Stretch> => {
    const given = JSON.stringify({ workload: 'W1', executor, seconds: productSeconds })
    const finished = await runProcess(process.execPath, [join(root, 'bench', 'parts', 'child.ts'), 'productRate', given], { cwd: root, signal })
    return lastJson(finished) as Stretch
  }
  return throughput(await Promise.all(Array.from({ length: parallel }, one)))
}

/** Different seeds of W1 at once, one thread each, against as many single-thread processes that do nothing but the matrix products. */
export async function manyRuns(root: string, { parallel, seeds, steps, executor, words }: ManyOrder, signal: AbortSignal): Promise<ManyRuns> {
  const before = await productRate(root, parallel, executor, signal)
  const { runs, spans, seconds } = await labRun(root, { ...w1, steps }, ['--parallel', parallel, '--seeds', `0..${seeds - 1}`, ...words], signal)
  const after = await productRate(root, parallel, executor, signal)
  if (spans.length !== seeds) throw new Error(`${spans.length} of ${seeds} seeds left the times at which they began and ended`)
  const rate = throughput(spans)
  const made = spans.reduce((sum, each) => sum + each.steps, 0)
  const products = (before + after) / 2
  return { executor: runs[0]?.executor ?? '', parallel, seeds, steps, runs: rate, wholeCommand: made / seconds, products, share: rate / products }
}
