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
import type { ScienceCosts } from './parts/science.ts'

/** Results of a part, as the journal keeps them. */
function resultsOf<T>(entries: readonly Entry[], part: Part): readonly T[] {
  return entries.flatMap((entry) => (entry.kind === 'part' && entry.part === part ? [entry.result as T] : []))
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const held = (isHeld: boolean): string => (isHeld ? '' : ', missed')

type Row = readonly [what: string, found: string]

function ofSteps(ours: readonly BenchRow[]): Row[] {
  return ours.flatMap(({ workload, compileMs, lowerBoundShare }): Row[] => {
    if (workload === 'W4') {
      const goalText = `goal ${goal.compileMs} ms${held(compileMs < goal.compileMs)}`
      return [['compile time, one-layer transformer (W4)', `${compileMs.toFixed(0)} ms from recording to a session (${goalText})`]]
    }
    if (workload !== 'W1') return []
    return [['W1 against its own bound', `${percent(lowerBoundShare)} (goal ${percent(goal.w1Share)}${held(lowerBoundShare >= goal.w1Share)})`]]
  })
}

function ofMemory(results: readonly MemoryOverSteps[]): Row[] {
  return results.map(({ steps, growth, bytes, stepsPerSecond }) => [
    `memory over ${steps.toExponential(0)} steps of a tiny program`,
    `${megabytes(bytes[0] ?? NaN)} after a tenth, at most ${megabytes(growth)} more later; ${Math.round(stepsPerSecond)} steps/s`,
  ])
}

function ofCancels(results: readonly CancelLatency[]): Row[] {
  return results.map(({ workload, medianMs, longestMs, longestSteps, cancels }) => [
    `cancel, ${workload}`,
    `median ${significant(medianMs)} ms, longest of ${cancels} ${significant(longestMs)} ms, which is ${longestSteps.toFixed(2)} steps`,
  ])
}

function ofLive(results: readonly LiveMetrics[]): Row[] {
  const [first] = results
  if (first === undefined) return []
  const [on, off] = [median(results.map((each) => each.on)), median(results.map((each) => each.off))]
  const apart = median(results.map((each) => 1 - each.on / each.off))
  return [
    [
      `live metrics on against off, ${first.steps} steps of W1 by the command line`,
      `${on.toFixed(0)} and ${off.toFixed(0)} steps/s, ${percent(apart)} apart (goal under ${percent(goal.liveMetricsApart)}${held(apart < goal.liveMetricsApart)})`,
    ],
  ]
}

function ofMany(results: readonly ManyRuns[]): Row[] {
  const [first] = results
  if (first === undefined) return []
  const share = median(results.map((each) => each.share))
  const over = (value: (each: ManyRuns) => number): string => median(results.map(value)).toFixed(0)
  const goalText = `goal ${percent(goal.manyRunsShare)}${held(share >= goal.manyRunsShare)}`
  return [
    [
      `--parallel ${first.parallel}, ${first.seeds} seeds of W1, ${first.steps} steps each`,
      `${over((each) => each.runs)} steps/s from the start of the first run to the end of the last, ${percent(share)} of ${over((each) => each.products)} of as many ` +
        `processes that do only the products, timed alike (${goalText}); ${over((each) => each.wholeCommand)} over the whole command`,
    ],
  ]
}

function ofScience(results: readonly ScienceCosts[]): Row[] {
  const [first] = results
  if (first === undefined) return []
  const over = (value: (each: ScienceCosts) => number): number => median(results.map(value))
  const below = (found: number, most: number, text: string): string => `${text}${held(found < most)}`
  const share = over((each) => each.quickMeasuresShare)
  const checkpoint = over((each) => each.checkpointSeconds)
  const complexity = over((each) => each.complexitySeconds)
  const unique = over((each) => each.uniquenessSeconds)
  const times = over(({ tables }) => tables.plainMs / tables.ms)
  return [
    [`measures of class a (${first.quickMeasures.length}) at the default rhythm, W1`, `${percent(share)} of the training (goal under ${below(share, goal.quickMeasuresShare, percent(goal.quickMeasuresShare))})`],
    [`measures of class b (${first.checkpointMeasures.length}) of one checkpoint, W1`, `${significant(checkpoint)} s together (goal under ${below(checkpoint, goal.checkpointSeconds, `${goal.checkpointSeconds} s`)})`],
    ['complexity (M16) of one checkpoint, W1', `${significant(complexity)} s (goal under ${below(complexity, goal.complexitySeconds, `${goal.complexitySeconds} s`)})`],
    ['Liu’s curve of unique representations', `${significant(unique)} s (goal under ${below(unique, goal.uniquenessSeconds, `${goal.uniquenessSeconds} s`)})`],
    [
      'Nanda’s transformer by tables of symbols',
      `${significant(over(({ tables }) => tables.ms))} ms a step with evaluation, ${times.toFixed(2)}x faster than by every place of every example (goal ${goal.tablesTimes}x${held(times >= goal.tablesTimes)})`,
    ],
  ]
}

const lab = 'Grokscope'

function raceReport(races: readonly Race[]): string {
  const byName = Map.groupBy(races.flatMap(({ laps }) => laps), ({ who }) => who)
  const over = (laps: readonly Lap[], value: (lap: Lap) => number): number => median(laps.map(value))
  const own = byName.get(lab) ?? []
  const times = (laps: readonly Lap[], value: (lap: Lap) => number): string => (laps === own ? '' : `${(over(laps, value) / over(own, value)).toFixed(2)}x`)
  const whole = (lap: Lap): number => lap.wholeSeconds
  const inner = (lap: Lap): number => lap.seconds
  const rows = [...byName].map(([who, laps]) => [
    who,
    significant(over(laps, whole)),
    times(laps, whole),
    significant(over(laps, inner)),
    times(laps, inner),
    significant(over(laps, (lap) => (lap.seconds / lap.stepsRun) * 1000)),
    laps.map(({ steps }) => steps).join(', '),
  ])
  const evaluations = races.map((each) => each.evaluations).join(', ')
  return [
    '## From the command to 99 % test accuracy on W1',
    `Medians over ${races.length} seeds. Whole commands, from before the start of the process until it has ended; beside it the time without start and imports, ` +
      `compilation included. The lab saves every checkpoint and curve and evaluates ${evaluations} times on its way; the peers evaluate every 10 steps and save nothing. ` +
      'The peers end with the evaluation that reaches 99 %. The lab has no such end: it is told the step that an earlier, untimed run of the same seed found, which the peers are not told. ' +
      `Goals: ${goal.raceJax}x faster than JAX, ${goal.raceTorch}x faster than PyTorch.`,
    markdownTable(['', 'whole command s', 'longer by', 'without start s', 'longer by', 'ms a step, all in', 'steps to 99 %, by seed'], rows),
  ].join('\n\n')
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
  return [
    '## The same numbers, the same losses',
    "Training loss from the peers' data and initial weights. In W1 PyTorch and JAX differ from each other by some 1e-5 as well: AdamW divides a gradient by its own size, so the rounding of those that are almost zero grows.",
    markdownTable(['workload', 'steps', lab, 'PyTorch', 'apart'], rows),
  ].join('\n\n')
}

/** The sections besides the steps. */
export function partsReport(entries: readonly Entry[], ours: readonly BenchRow[]): string[] {
  const rows = [
    ...ofSteps(ours),
    ...ofMemory(resultsOf(entries, 'memory')),
    ...ofCancels(resultsOf<readonly CancelLatency[]>(entries, 'cancel').flat()),
    ...ofLive(resultsOf(entries, 'live')),
    ...ofMany(resultsOf(entries, 'many')),
    ...ofScience(resultsOf(entries, 'science')),
  ]
  const races = resultsOf<Race>(entries, 'wallclock')
  const losses = entries.flatMap((entry) => (entry.kind === 'losses' ? [entry.result] : []))
  return [
    ...(rows.length > 0 ? [`## Besides\n\n${markdownTable(['', ''], rows)}`] : []),
    ...(races.length > 0 ? [raceReport(races)] : []),
    ...(losses.length > 0 ? [lossReport(losses)] : []),
  ]
}
