import { LabError } from '../../shared/errors.ts'
import type { ExecutorName } from '../../shared/schema/run.ts'
import type { Executor } from './executor.ts'
import { findNative } from './native/find-native.ts'
import { ReferenceExecutor } from './reference/reference-executor.ts'
import { findTensorflow } from './tensorflow/find-tensorflow.ts'

/** What this installation has under a name: an executor, or the sentence that says why there is none. */
export type Finding = { readonly executor: Executor } | { readonly absence: string }

export type Find = (name: ExecutorName) => Promise<Finding>

const findings = new Map<ExecutorName, Promise<Finding>>()

const finders: Readonly<Record<ExecutorName, () => Promise<Finding>>> = {
  native: async () => findNative(),
  tensorflow: async () => findTensorflow(),
  reference: async () => ({ executor: new ReferenceExecutor() }),
}

/**
 * Looks for an executor, once a process. Its code is loaded here and not before: an addon that is broken may end the process, so
 * one that was found unfit in another process is never asked for.
 */
export function findExecutor(name: ExecutorName): Promise<Finding> {
  const known = findings.get(name)
  if (known !== undefined) return known
  const finding = finders[name]()
  findings.set(name, finding)
  return finding
}

/** An executor by name; `executor-unavailable` when this installation lacks it. */
export async function executorNamed(name: ExecutorName, find: Find = findExecutor): Promise<Executor> {
  const finding = await find(name)
  if ('executor' in finding) return finding.executor
  throw new LabError('executor-unavailable', `${finding.absence} Nothing was started; choose another executor, or leave the choice to the lab.`, { executor: name })
}
