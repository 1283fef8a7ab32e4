import { join } from 'node:path'
import type { ExecutorName } from '../../src/shared/schema/run.ts'
import { lastJson, runProcess } from '../run-process.ts'
import { labRun, w1, type Words } from './command-line.ts'

export interface ManyRuns {
  readonly executor: string
  readonly parallel: number
  readonly seeds: number
  readonly steps: number
  /** Steps a second of all runs together, from first to last step, with evaluation and commits. */
  readonly runs: number
  /** Of the same number of processes that do only the products, measured before and after. */
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

async function productRates(root: string, parallel: number, executor: ExecutorName | null, seconds: number, signal: AbortSignal): Promise<number> {
  const one = async (): Promise<number> => {
    const given = JSON.stringify({ workload: 'W1', executor, seconds })
    const finished = await runProcess(process.execPath, [join(root, 'bench', 'parts', 'child.ts'), 'productRate', given], { cwd: root, signal })
    return (lastJson(finished) as { readonly stepsPerSecond: number }).stepsPerSecond
  }
  const rates = await Promise.all(Array.from({ length: parallel }, one))
  return rates.reduce((sum, rate) => sum + rate, 0)
}

/** Different seeds of W1 at once, one thread each, against as many single-thread processes that do nothing but the matrix products. */
export async function manyRuns(root: string, { parallel, seeds, steps, executor, words }: ManyOrder, signal: AbortSignal): Promise<ManyRuns> {
  const before = await productRates(root, parallel, executor, 5, signal)
  const { runs } = await labRun(root, { ...w1, steps }, ['--parallel', parallel, '--seeds', `0..${seeds - 1}`, ...words], signal)
  const after = await productRates(root, parallel, executor, 5, signal)
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0)
  const all = runs.reduce((sum, run) => sum + run.steps, 0)
  const rate = (parallel * all) / seconds
  const products = (before + after) / 2
  return { executor: runs[0]?.executor ?? '', parallel, seeds, steps, runs: rate, products, share: rate / products }
}
