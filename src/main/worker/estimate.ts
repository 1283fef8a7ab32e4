import type { Session } from '../../engine/executors/executor.ts'
import { experimentOf } from '../../science/experiment.ts'
import { sourcesFrom } from '../../science/sources.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import type { ParsedInputOf } from '../../shared/rpc/specification.ts'
import type { StepTiming } from '../../shared/schema/estimate.ts'
import type { WorkerContract } from '../../shared/worker-contract.ts'
import { compileJob } from './compile.ts'
import { measureTools } from './measure-tools.ts'
import { Measuring } from './measuring.ts'
import { readWeights, startingState } from './training-state.ts'

export type EstimateRequest = ParsedInputOf<WorkerContract['estimate']>

/** One batch of steps takes about this long: short ones are timed together. */
const batchSeconds = 0.05

/** Compiles a run as training does, makes steps for about as long as it is given, logs and measures once, and throws it all away. */
export async function estimate({ config, files, unfit, threads, limitMs }: EstimateRequest, signal: AbortSignal): Promise<StepTiming> {
  const experiment = experimentOf(config, sourcesFrom(files))
  const start = startingState(experiment, null)
  const { session, executor, seconds } = await compileJob(experiment, start, { forced: null, unfit, before: null, threads })
  try {
    const batches = await timedSteps(session, limitMs / 1000, config.steps, signal)
    const steps = session.stepsDone
    const measuring = new Measuring(experiment, { ...(await measureTools(unfit)), signal })
    const weights = await readWeights(experiment, session)
    // The first of each compiles its programs, so the second is timed.
    await measuring.take({ step: steps, weights, isCheckpoint: true })
    await session.evaluate()
    const evaluated = await lapOf(() => session.evaluate())
    const logged = await lapOf(() => measuring.take({ step: steps, weights, isCheckpoint: false }))
    const checkpoint = await lapOf(async () => {
      await readWeights(experiment, session)
      await measuring.take({ step: steps, weights, isCheckpoint: true })
    })
    const losses = evaluated.result
    return {
      executor,
      threads,
      compileSeconds: seconds,
      steps,
      stepSeconds: rangeOf(batches),
      logSeconds: evaluated.seconds + logged.seconds,
      checkpointSeconds: Math.max(0, checkpoint.seconds - logged.seconds),
      weightBytes: bytesOf(experiment.weights),
      optimiserBytes: bytesOf(experiment.optimiser),
      dataBytes: bytesOf(experiment.data),
      processBytes: process.memoryUsage.rss(),
      isFinite: Number.isFinite(losses['train_loss']) && Number.isFinite(losses['test_loss']),
    }
  } finally {
    session.dispose()
  }
}

/** Seconds a step, batch by batch; the first step warms up and does not count. */
async function timedSteps(session: Session, limit: number, most: number, signal: AbortSignal): Promise<number[]> {
  const batches: number[] = []
  const began = performance.now()
  let count = 1
  while (session.stepsDone < most && (batches.length === 0 || (performance.now() - began) / 1000 < limit)) {
    const { seconds, result } = await lapOf(() => session.advance(Math.min(count, most - session.stepsDone), signal))
    if (result.end !== 'done') {
      if (batches.length === 0) batches.push(seconds / Math.max(1, result.steps))
      break
    }
    const each = seconds / result.steps
    if (session.stepsDone > 1 || most === 1) batches.push(each)
    count = Math.max(1, Math.min(4096, Math.round(batchSeconds / Math.max(each, 1e-7))))
  }
  return batches
}

/** The median, and what lies between one and nine tenths. */
function rangeOf(batches: readonly number[]): StepTiming['stepSeconds'] {
  const sorted = [...batches].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  return { low: at(0.1), middle: at(0.5), high: at(0.9) }
}

async function lapOf<T>(work: () => Promise<T>): Promise<{ readonly seconds: number; readonly result: T }> {
  const began = performance.now()
  const result = await work()
  return { seconds: (performance.now() - began) / 1000, result }
}

function bytesOf(tensors: NamedTensors): number {
  return Object.values(tensors).reduce((sum, { data }) => sum + data.byteLength, 0)
}
