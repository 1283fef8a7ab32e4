import { LabError } from '../../../shared/errors.ts'
import type { BenchMeasurement, BenchRow, BenchSample } from '../../../shared/schema/bench.ts'
import { median, quartiles } from './quantile.ts'

/** With fewer undisturbed samples than this a median says little: then the disturbed ones are taken as well, and the row says so. */
const enough = 3

interface Kept {
  readonly values: readonly number[]
  readonly discarded: number
  readonly quiet: boolean
}

/** The samples that count: those in which others left the cores alone, or all where there are too few of them. */
export function keep(samples: readonly BenchSample[], of: BenchSample['of'], maxForeign: number): Kept {
  const all = samples.filter((sample) => sample.of === of)
  const clean = all.filter(({ foreign }) => foreign === null || foreign <= maxForeign)
  const quiet = clean.length === all.length || clean.length >= enough
  const kept = quiet ? clean : all
  return { values: kept.map(({ ms }) => ms), discarded: all.length - kept.length, quiet }
}

/** One row from all rounds of a workload. */
export function benchRow(rounds: readonly BenchMeasurement[], maxForeign: number): BenchRow {
  const [first] = rounds
  if (first === undefined) throw new LabError('internal', 'A benchmark without a measurement has no result. Nothing was changed; this is a fault of the lab, please report it.')
  const samples = rounds.flatMap((round) => round.samples)
  const steps = keep(samples, 'steps', maxForeign)
  const products = keep(samples, 'products', maxForeign)
  const msPerStep = median(steps.values)
  const lowerBoundMs = median(products.values)
  const { workload, title, executor, build, threads } = first
  return {
    workload,
    title,
    msPerStep,
    spread: quartiles(steps.values),
    stepsPerSecond: 1000 / msPerStep,
    lowerBoundMs,
    lowerBoundShare: lowerBoundMs / msPerStep,
    threads,
    executor,
    build,
    compileMs: median(rounds.map(({ compileMs }) => compileMs)),
    peakMemory: Math.max(...rounds.map(({ peakMemory }) => peakMemory)),
    samples: steps.values.length,
    discarded: steps.discarded + products.discarded,
    quiet: steps.quiet && products.quiet,
  }
}
