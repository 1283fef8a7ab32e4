import { executorFor } from '../../src/main/worker/bench/executor-for.ts'
import type { TrainingJob } from '../../src/engine/executors/executor.ts'
import { optimise } from '../../src/engine/program/optimise.ts'
import { record } from '../../src/engine/program/record.ts'
import type { ExecutorName } from '../../src/shared/schema/run.ts'

/** A tiny program that uses one of everything a session holds: a product, random numbers, a loss, state. */
function tinyJob(): TrainingJob {
  const step = record((ops) => {
    const w = ops.input('w', [4, 4], 'f32')
    const x = ops.randomUniform([8, 4], 'f32', { seed: 0, stream: 1, counter: ops.cast(ops.step(), 'i32') })
    const loss = ops.sum(ops.abs(ops.matmul(x, w)))
    const [gradient] = ops.gradient(loss, [w])
    return { w: ops.sub(w, ops.mul(gradient ?? w, 1e-4)) }
  })
  const evaluate = record((ops) => ({ sum: ops.sum(ops.input('w', [4, 4], 'f32')) }))
  const w = { shape: [4, 4], dtype: 'f32', data: Float32Array.from({ length: 16 }, (_, i) => Math.sin(i)) } as const
  return { step: optimise(step), evaluate: optimise(evaluate), data: {}, state: { w }, stepsDone: 0, threads: 1 }
}

export interface MemoryOverSteps {
  readonly executor: string
  readonly steps: number
  /** Memory of the process after each tenth of the steps, bytes. */
  readonly bytes: readonly number[]
  /** Largest after the first tenth minus the value there, bytes. */
  readonly growth: number
  readonly stepsPerSecond: number
}

export interface MemoryOrder {
  readonly executor: ExecutorName | null
  readonly steps: number
  /** Calls of `advance` in which they are made; a multiple of ten. */
  readonly calls: number
}

/** Memory of the process while a tiny program makes many steps, read and evaluated on the way. */
export async function memoryOverSteps({ executor, steps, calls }: MemoryOrder): Promise<MemoryOverSteps> {
  const found = await executorFor(executor)
  const session = await found.compile(tinyJob())
  const { signal } = new AbortController()
  const bytes: number[] = []
  const began = performance.now()
  for (let call = 1; call <= calls; call++) {
    await session.advance(steps / calls, signal)
    await session.evaluate()
    if (call % (calls / 10) !== 0) continue
    await session.read()
    globalThis.gc?.()
    bytes.push(process.memoryUsage.rss())
  }
  const seconds = (performance.now() - began) / 1000
  session.dispose()
  const [first = NaN, ...later] = bytes
  return { executor: found.name, steps, bytes, growth: Math.max(0, ...later.map((value) => value - first)), stepsPerSecond: steps / seconds }
}
