import type { Executor } from '../../engine/executors/executor.ts'
import { executorNamed, findExecutor } from '../../engine/executors/installed.ts'
import { referenceNumerics } from '../../engine/ops/reference/numerics.ts'
import type { ExecutorName } from '../../shared/schema/run.ts'
import type { MeasureTools } from './measure-input.ts'

/** What measures compute with here: the native executor where it is fit, else the reference. Programs are kept by the one who asks. */
export async function measureTools(unfit: Readonly<Partial<Record<ExecutorName, string>>> = {}): Promise<MeasureTools> {
  const executor = await usableExecutor(unfit)
  return { executor, numerics: executor.numerics ?? referenceNumerics, programs: new Map() }
}

async function usableExecutor(unfit: Readonly<Partial<Record<ExecutorName, string>>>): Promise<Executor> {
  const finding = unfit.native === undefined ? await findExecutor('native') : null
  return finding !== null && 'executor' in finding ? finding.executor : executorNamed('reference')
}
