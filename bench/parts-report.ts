import { median } from '../src/main/core/bench/quantile.ts'
import type { BenchRow } from '../src/shared/schema/bench.ts'
import type { Part } from './arguments.ts'
import { furtherGoals as goal } from './goals.ts'
import type { Entry } from './journal.ts'
import { markdownTable, significant } from './markdown.ts'
import type { CancelLatency } from './parts/cancel-latency.ts'
import type { LiveMetrics } from './parts/live-metrics.ts'
import type { ManyRuns } from './parts/many-runs.ts'
import type { MemoryOverSteps } from './parts/memory.ts'
import type { Lap, Race } from './parts/race.ts'

/** Results of a part, as the journal keeps them. */
function resultsOf<T>(entries: readonly Entry[], part: Part): readonly T[] {
  return entries.flatMap((entry) => (entry.kind === 'part' && entry.part === part ? [entry.result as T] : []))
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const held = (isHeld: boolean): string => (isHeld ? '' : ', missed')

function besides(entries: readonly Entry[], ours: readonly BenchRow[]): string[][] {
  const rows: string[][] = []
  const transformer = ours.find(({ workload }) => workload === 'W4')
  if (transformer) rows.push(['compile time, one-layer transformer (W4)', `${transformer.compileMs.toFixed(0)} ms from recording to a session (goal ${goal.compileMs} ms${held(transformer.compileMs < goal.compileMs)})`])
  const reference = ours.find(({ workload }) => workload === 'W1')
  if (reference) rows.push(['W1 against its own bound', `${percent(reference.lowerBoundShare)} (goal ${percent(goal.w1Share)}${held(reference.lowerBoundShare >= goal.w1Share)})`])
  for (const { steps, growth, bytes, stepsPerSecond } of resultsOf<MemoryOverSteps>(entries, 'memory')) {
    rows.push([`memory over ${steps.toExponential(0)} steps of a tiny program`, `${megabytes(bytes[0] ?? NaN)} after a tenth, at most ${megabytes(growth)} more later; ${Math.round(stepsPerSecond)} steps/s`])
  }
  for (const { workload, medianMs, longestMs, longestSteps, cancels } of resultsOf<readonly CancelLatency[]>(entries, 'cancel').flat()) {
    rows.push([`cancel, ${workload}`, `median ${significant(medianMs)} ms, longest of ${cancels} ${significant(longestMs)} ms, which is ${longestSteps.toFixed(2)} steps`])
  }
  const live = resultsOf<LiveMetrics>(entries, 'live')
  if (live.length > 0) {
    const apart = median(live.map(({ on, off }) => 1 - on / off))
    rows.push([`live metrics on against off, ${live[0]?.steps} steps of W1 by the command line`, `${median(live.map(({ on }) => on)).toFixed(0)} and ${median(live.map(({ off }) => off)).toFixed(0)} steps/s, ${percent(apart)} apart (goal under ${percent(goal.liveMetricsApart)}${held(apart < goal.liveMetricsApart)})`])
  }
  const many = resultsOf<ManyRuns>(entries, 'many')
  const [first] = many
  if (first) {
    const share = median(many.map((each) => each.share))
    rows.push([
      `--parallel ${first.parallel}, ${first.seeds} seeds of W1, ${first.steps} steps each`,
      `${median(many.map(({ runs }) => runs)).toFixed(0)} steps/s in all, ${percent(share)} of ${median(many.map(({ products }) => products)).toFixed(0)} of as many processes that do only the products (goal ${percent(goal.manyRunsShare)}${held(share >= goal.manyRunsShare)})`,
    ])
  }
  return rows
}

function raceReport(races: readonly Race[]): string {
  const byName = Map.groupBy(races.flatMap(({ laps }) => laps), ({ who }) => who)
  const summary = [...byName].map(([who, laps]) => ({ who, whole: median(laps.map((lap) => lap.wholeSeconds)), inner: median(laps.map((lap) => lap.seconds)), perStep: median(laps.map((lap: Lap) => (lap.seconds / lap.steps) * 1000)), laps }))
  const lab = summary.find(({ who }) => who === 'Grokscope')
  const rows = summary.map(({ who, whole, inner, perStep, laps }) => [
    who, significant(whole), who === 'Grokscope' || lab === undefined ? '' : `${(whole / lab.whole).toFixed(2)}x`, significant(inner), who === 'Grokscope' || lab === undefined ? '' : `${(inner / lab.inner).toFixed(2)}x`,
    significant(perStep), laps.map(({ steps }) => steps).join(', '),
  ])
  return (
    `## From the command to 99 % test accuracy on W1\n\nMedians over ${races.length} seeds. Whole commands, from before the start of the process until it has ended; beside it the time without start and imports, compilation included. ` +
    `The lab saves every checkpoint and curve and evaluates ${races.map(({ evaluations }) => evaluations).join(', ')} times on its way; the peers evaluate every 10 steps and save nothing. ` +
    `Goals: ${goal.raceJax}x faster than JAX, ${goal.raceTorch}x faster than PyTorch.\n\n` +
    markdownTable(['', 'whole command s', 'longer by', 'without start s', 'longer by', 'ms a step, all in', 'steps to 99 %, by seed'], rows)
  )
}

/** Losses from the peers' own numbers after 20 steps. */
export interface LossCheck {
  readonly workload: string
  readonly steps: number
  readonly ours: number
  readonly peer: number
}

function lossReport(checks: readonly LossCheck[]): string {
  const rows = checks.map(({ workload, steps, ours, peer }) => [workload, String(steps), ours.toPrecision(7), peer.toPrecision(7), (ours / peer - 1).toExponential(1)])
  return `## The same numbers, the same losses\n\nTraining loss from the peers' data and initial weights.\n\n${markdownTable(['workload', 'steps', 'Grokscope', 'PyTorch', 'apart'], rows)}`
}

/** The sections besides the steps. */
export function partsReport(entries: readonly Entry[], ours: readonly BenchRow[]): string[] {
  const rows = besides(entries, ours)
  const races = resultsOf<Race>(entries, 'wallclock')
  const losses = entries.flatMap((entry) => (entry.kind === 'losses' ? [entry.result] : []))
  return [
    ...(rows.length > 0 ? [`## Besides\n\n${markdownTable(['', ''], rows)}`] : []),
    ...(races.length > 0 ? [raceReport(races)] : []),
    ...(losses.length > 0 ? [lossReport(losses)] : []),
  ]
}
