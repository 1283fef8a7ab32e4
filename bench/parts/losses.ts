import { readFileSync } from 'node:fs'
import { executorFor } from '../../src/main/worker/bench/executor-for.ts'
import { benchJob, lossName } from '../../src/main/worker/bench/programs/job.ts'
import { workloads } from '../../src/main/worker/bench/workload.ts'
import type { BenchWorkload } from '../../src/shared/schema/bench.ts'
import type { ExecutorName } from '../../src/shared/schema/run.ts'
import { decodeSafetensors } from '../../src/shared/safetensors.ts'
import type { NamedTensors } from '../../src/shared/tensors.ts'

export interface Losses {
  readonly workload: BenchWorkload
  readonly executor: string
  readonly steps: number
  /** Of the last step, before its update; the mean over models. */
  readonly trainLoss: number
}

/** The tensors whose names begin with a prefix, without it. */
function under(tensors: NamedTensors, prefix: string): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).flatMap(([name, tensor]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : [])))
}

export interface LossesOrder {
  readonly file: string
  readonly workload: BenchWorkload
  readonly executor: ExecutorName | null
  readonly steps: number
  readonly threads: number
}

/** The loss of a workload after some steps from the numbers that `bench/peers/export.py` wrote: it has to be that of the peers. */
export async function lossesFrom({ file, workload, executor, steps, threads }: LossesOrder): Promise<Losses> {
  const tensors = decodeSafetensors(readFileSync(file))
  const data = Object.fromEntries(Object.entries(tensors).filter(([name]) => !name.startsWith('weights.')))
  const { models } = workloads[workload]
  const found = await executorFor(executor)
  let sum = 0
  for (let seed = 0; seed < models; seed++) {
    const session = await found.compile(benchJob(workloads[workload], under(tensors, `weights.${seed}.`), data, threads))
    await session.advance(steps, new AbortController().signal)
    sum += (await session.evaluate())[lossName] ?? NaN
    session.dispose()
  }
  return { workload, executor: found.name, steps, trainLoss: sum / models }
}
