import { setTimeout as sleep } from 'node:timers/promises'
import type { Session } from '../../../engine/executors/executor.ts'
import { LabError } from '../../../shared/errors.ts'
import type { BenchMeasurement, BenchRequest, BenchSample } from '../../../shared/schema/bench.ts'
import { cpuMeter } from './cpu-meter.ts'
import { dataOf } from './data.ts'
import { executorFor } from './executor-for.ts'
import { advanceAll } from './lanes.ts'
import { initialWeights } from './parameters.ts'
import { benchJob, lossName } from './programs/job.ts'
import { productsJob } from './programs/products.ts'
import { workloads } from './workload.ts'

const warmupSteps = 20
/** A stretch is timed as a whole: shorter ones are lost in the ticks of the system's accounting (10 ms). */
const stretchMs = { steps: 400, products: 250 } as const
/** Of a step of minutes no more than one is made. */
const longestWarmupMs = 2_000
const quietPollMs = 250

/** Something that makes steps: the models of a workload, or their products alone. */
interface Course {
  readonly of: BenchSample['of']
  readonly sessions: readonly Session[]
  /** Steps of one timed stretch, found while warming up. */
  stretch: number
}

class Measuring {
  readonly #request: BenchRequest
  readonly #lanes: number
  readonly #signal: AbortSignal
  readonly #send: (sample: BenchSample) => Promise<void>

  constructor(request: BenchRequest, lanes: number, signal: AbortSignal, send: (sample: BenchSample) => Promise<void>) {
    this.#request = request
    this.#lanes = lanes
    this.#signal = signal
    this.#send = send
  }

  async #time(course: Course, steps: number): Promise<number> {
    const began = performance.now()
    await advanceAll(course.sessions, steps, this.#lanes, this.#signal)
    return (performance.now() - began) / steps
  }

  /** Makes the caches, the threads and V8 ready, and finds how many steps a stretch is. */
  async warmUp(course: Course): Promise<void> {
    let ms = await this.#time(course, 1)
    if (ms * warmupSteps < longestWarmupMs) {
      await this.#time(course, warmupSteps - 1)
      const probing = Math.max(1, Math.ceil(stretchMs[course.of] / 4 / ms))
      ms = await this.#time(course, probing)
    }
    course.stretch = Math.max(1, Math.round(stretchMs[course.of] / ms))
  }

  async #sample(course: Course): Promise<BenchSample> {
    const meter = cpuMeter()
    const ms = await this.#time(course, course.stretch)
    return { of: course.of, ms, steps: course.stretch, foreign: meter() }
  }

  /** Waits until others leave the cores alone, or until the time is up. */
  async #quiet(untilMs: number): Promise<void> {
    while (performance.now() < untilMs) {
      const meter = cpuMeter()
      await sleep(quietPollMs, undefined, { signal: this.#signal }).catch(() => {
        throw new LabError('cancelled', 'The measurement was cancelled. Nothing was changed.')
      })
      if ((meter() ?? 0) <= this.#request.maxForeign) return
    }
  }

  /**
   * Whole steps and products alone by turns, until there are enough undisturbed samples of each. Disturbed ones are sent too:
   * whoever asked throws them away, or takes them when the machine never fell quiet.
   */
  async run(courses: readonly Course[]): Promise<readonly BenchSample[]> {
    const { seconds, patienceSeconds, maxForeign } = this.#request
    const isClean = ({ foreign }: BenchSample): boolean => foreign === null || foreign <= maxForeign
    const samples: BenchSample[] = []
    const giveUpAt = performance.now() + patienceSeconds * 1000
    let measured = 0
    do {
      for (const course of courses) {
        const sample = await this.#sample(course)
        samples.push(sample)
        await this.#send(sample)
        if (isClean(sample) || performance.now() > giveUpAt) measured += (sample.ms * sample.steps) / 1000
        else await this.#quiet(giveUpAt)
      }
    } while (measured < seconds)
    return samples
  }
}

/** Measures one workload in this process. */
export async function measureWorkload(request: BenchRequest, signal: AbortSignal, send: (sample: BenchSample) => Promise<void>): Promise<BenchMeasurement> {
  const workload = workloads[request.workload]
  // Several models share the cores by running side by side, each on one thread.
  const threads = workload.models > 1 ? 1 : request.threads
  const lanes = workload.models > 1 ? request.threads : 1

  const data = dataOf(workload)
  const weights = initialWeights(workload, 0)
  const executor = await executorFor(request.executor)
  const began = performance.now()
  const first = benchJob(workload, weights, data, threads)
  const refusal = executor.refuses(first)
  if (refusal !== null) throw new LabError('unsupported', `${refusal} Nothing was measured; choose another executor.`, { executor: executor.name })
  const sessions = [await executor.compile(first)]
  const compileMs = performance.now() - began
  try {
    for (let seed = 1; seed < workload.models; seed++) {
      sessions.push(await executor.compile({ ...first, state: { ...first.state, ...initialWeights(workload, seed) } }))
    }
    const measuring = new Measuring(request, lanes, signal, send)
    const steps: Course = { of: 'steps', sessions, stretch: 1 }
    const courses = [steps]
    await measuring.warmUp(steps)
    const peakMemory = process.resourceUsage().maxRSS * 1024 // before the products need theirs
    if (request.products) {
      const alone: Session[] = []
      for (let i = 0; i < workload.models; i++) alone.push(await executor.compile(productsJob(workload, threads)))
      const products: Course = { of: 'products', sessions: alone, stretch: 1 }
      courses.push(products)
      await measuring.warmUp(products)
    }
    const samples = await measuring.run(courses)
    const { [lossName]: loss = NaN } = await (sessions[0] as Session).evaluate()
    for (const course of courses.slice(1)) for (const session of course.sessions) session.dispose()
    return {
      workload: request.workload,
      title: workload.title,
      executor: executor.name,
      build: executor.build,
      threads: request.threads,
      compileMs,
      samples,
      peakMemory,
      loss,
    }
  } finally {
    for (const session of sessions) session.dispose()
  }
}
