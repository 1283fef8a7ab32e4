// Trains presets over seeds with the lab's own worker and keeps the medians: the ghost lines of the run view.
//
//   node scripts/expected-curves.ts PRESET SEEDS [--parallel N]      SEEDS: 0..15 or 0,3,5
//
// Writes resources/expected/PRESET.json and prints the events of each seed and what the preset should promise
// (`checkedSeeds` and `expected` of src/science/presets). Run it again when results change: another version of the executor, another preset.

import { fork } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventSteps } from '../src/science/phases/index.ts'
import { runPresets } from '../src/science/presets/run-presets.ts'
import { connect } from '../src/shared/rpc/client.ts'
import { processChannel } from '../src/shared/rpc/process-channel.ts'
import { eventIds, type Curves, type EventSteps } from '../src/shared/schema/run.ts'
import { RunConfig } from '../src/shared/schema/run-config.ts'
import { workerContract } from '../src/shared/worker-contract.ts'

interface Trained {
  readonly seed: number
  readonly build: string
  readonly seconds: number
  readonly curves: Curves
  readonly events: EventSteps
}

const root = join(import.meta.dirname, '..')

/** One run in a process of its own. */
async function trainOnce(config: RunConfig): Promise<Trained> {
  const child = fork(join(root, 'src', 'main', 'worker', 'index.ts'), [], { serialization: 'advanced', execArgv: [] })
  const client = connect(workerContract, processChannel(child))
  const points = new Map<string, { steps: number[]; values: number[] }>()
  let build = ''
  try {
    const stream = client.stream('train', { config, from: null, executor: null, threads: 1 })
    for await (const item of stream) {
      if (item.kind === 'compiled') build = item.build
      if (item.kind !== 'points') continue
      for (const [name, { steps, values }] of Object.entries(item.curves)) {
        const series = points.get(name) ?? { steps: [], values: [] }
        series.steps.push(...steps)
        series.values.push(...values)
        points.set(name, series)
      }
    }
    const { reason, seconds } = await stream.end
    if (reason !== 'finished') throw new Error(`seed ${config.seed} ended as ${reason}`)
    const curves = Object.fromEntries([...points].map(([name, { steps, values }]) => [name, { steps: Uint32Array.from(steps), values: Float64Array.from(values) }]))
    return { seed: config.seed, build, seconds, curves, events: eventSteps(curves) }
  } finally {
    client.close()
  }
}

/** Runs the jobs, so many at a time, and keeps their order. */
async function inParallel<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length)
  const queue = items.entries() // one iterator, shared: each lane takes the next
  const lane = async (): Promise<void> => {
    for (const [i, item] of queue) results[i] = await work(item)
  }
  await Promise.all(Array.from({ length: width }, lane))
  return results
}

/** Middle value; the mean of the two middle ones of an even number. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2
}

function medianCurves(runs: readonly Trained[]): Record<string, { steps: number[]; values: number[] }> {
  const [first] = runs
  return Object.fromEntries(
    Object.entries(first?.curves ?? {}).map(([name, { steps }]) => {
      const values = [...steps].map((_, i) => Number(median(runs.map((run) => run.curves[name]?.values[i] ?? NaN)).toPrecision(6)))
      return [name, { steps: [...steps], values }]
    }),
  )
}

function parseSeeds(text: string): number[] {
  const range = /^(\d+)\.\.(\d+)$/.exec(text)
  if (range === null) return text.split(',').map(Number)
  return Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_, i) => Number(range[1]) + i)
}

const [id, seedList, , width = '1'] = process.argv.slice(2)
const preset = runPresets.find((each) => each.id === id)
if (preset === undefined || seedList === undefined) {
  console.error(`Usage: node scripts/expected-curves.ts PRESET SEEDS [--parallel N]\nPresets: ${runPresets.map((each) => each.id).join(', ')}`)
  process.exit(2)
}

const seeds = parseSeeds(seedList)
const runs = await inParallel(seeds, Number(width), async (seed) => {
  const run = await trainOnce(RunConfig.parse({ ...preset.config, seed }))
  console.error(`seed ${seed}: ${run.seconds.toFixed(1)} s, ${eventIds.map((event) => `${event} ${run.events[event]}`).join(', ')}`)
  return run
})

// The promise of a preset: the range over the seeds in which the event happened in all.
const expected = Object.fromEntries(
  eventIds.flatMap((event) => {
    const steps = runs.map((run) => run.events[event])
    return steps.every((step) => step !== null) ? [[event, [Math.min(...steps), Math.max(...steps)]]] : []
  }),
)

const folder = join(root, 'resources', 'expected')
mkdirSync(folder, { recursive: true })
const file = {
  preset: preset.id,
  seeds,
  executorBuild: runs[0]?.build,
  events: Object.fromEntries(runs.map((run) => [run.seed, run.events])),
  medianCurves: medianCurves(runs),
}
writeFileSync(join(folder, `${preset.id}.json`), `${JSON.stringify(file)}\n`)
console.log(JSON.stringify({ checkedSeeds: seeds, expected }))
