import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { z } from 'zod'
import { presets } from '../../../science/presets/index.ts'
import type { Preset } from '../../../science/types.ts'
import type { PresetSummary } from '../../../shared/contract.ts'
import type { PresetMember } from '../../../shared/schema/preset.ts'
import type { TrainedPreset } from '../runs/find-preset.ts'
import { plannedRuns, type PlannedRun } from '../runs/planned-runs.ts'
import type { Store } from '../store/store.ts'
import { readCosts } from './costs.ts'

const Found = z.object({
  medianCurves: z.record(z.string(), z.object({ steps: z.array(z.int().min(0)), values: z.array(z.number().nullable()) })).default({}),
})

/**
 * `resources/expected/<preset>.json`, written by the evidence script from runs of this engine: of a set, that of each member by its
 * name. JSON has no NaN: it is null there.
 */
const Expected = Found.extend({ members: z.record(z.string(), Found).default({}) })
type Expected = z.output<typeof Expected>

const nothingExpected = Expected.parse({})

export async function presetSummaries(store: Store, resources: string, withCurves: boolean): Promise<PresetSummary[]> {
  const found: PresetSummary[] = []
  for (const preset of presets) {
    // A page asks for its runs with the same breath: they are answered in between.
    await turn()
    found.push(await presetSummary(preset, store, resources, withCurves))
  }
  return found
}

export async function presetSummary(preset: Preset, store: Store, resources: string, withCurves = true): Promise<PresetSummary> {
  const [evidence, costs] = await Promise.all([withCurves ? expected(join(resources, 'expected', `${preset.id}.json`)) : nothingExpected, readCosts(resources)])
  return summary(preset, store, evidence, costs?.seconds[preset.id] ?? null)
}

const planned = new WeakMap<TrainedPreset, readonly PlannedRun[]>()

/** As the preset has them; checked against the schema once. */
function runsOf(preset: TrainedPreset): readonly PlannedRun[] {
  const runs = planned.get(preset) ?? plannedRuns(preset)
  planned.set(preset, runs)
  return runs
}

function summary(preset: Preset, store: Store, evidence: Expected, secondsMeasured: number | null): PresetSummary {
  const { id, title, tagline, source, system, figure, isFaithful, reproduces, description, lookAt, traps } = preset
  const card = { id, title, tagline, source, system, figure, isFaithful, reproduces, description, lookAt, traps: [...traps] }
  if (preset.kind === 'theory') {
    return { ...card, kind: 'theory', theory: preset.theory, parameters: { ...preset.parameters }, checkedSeeds: [], secondsHere: null, secondsMeasured }
  }
  const runs = runsOf(preset)
  const rest = { ...card, checkedSeeds: [...preset.checkedSeeds], secondsHere: secondsHere(store, id, runs), secondsMeasured }
  switch (preset.kind) {
    case 'run':
      return { ...rest, kind: 'run', config: only(runs).config, expected: { ...preset.expected }, expectedCurves: curves(evidence) }
    case 'continuation': {
      const { of, at, start } = preset.member
      return { ...rest, kind: 'continuation', config: only(runs).config, goesOn: { of, at, start }, expectedCurves: curves(evidence) }
    }
    case 'set':
      return { ...rest, kind: 'set', members: runs.map((run, i) => member(run, preset.members[i]?.name ?? '', evidence)) }
  }
}

function member({ config, goesOn }: PlannedRun, name: string, { members }: Expected): PresetMember {
  return {
    name,
    config,
    expectedCurves: curves(members[name]),
    goesOn: goesOn === null ? null : { of: goesOn.of, at: goesOn.at, start: goesOn.start },
  }
}

function only(runs: readonly PlannedRun[]): PlannedRun {
  const [run] = runs
  if (run === undefined) throw new Error('A preset without runs. This is a mistake in the preset.')
  return run
}

/** Empty where a preset has no evidence yet. */
async function expected(file: string): Promise<Expected> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    text = '{}'
  }
  return Expected.parse(JSON.parse(text))
}

function curves(found: z.output<typeof Found> | undefined): PresetMember['expectedCurves'] {
  const typed = Object.entries(found?.medianCurves ?? {}).map(([name, { steps, values }]) => [name, { steps: Uint32Array.from(steps), values: Float64Array.from(values, (v) => v ?? NaN) }] as const)
  return Object.fromEntries(typed)
}

/** What all runs of a preset take here, with the runs of other presets from which they go on; null while one of them was never made. */
function secondsHere(store: Store, preset: string, runs: readonly PlannedRun[]): number | null {
  const own = runs.map((run) => secondsFor(store.runs.timings(preset, run.member), run.unchanged.steps))
  const bases = new Map(runs.flatMap(({ goesOn }) => (goesOn === null || 'unchanged' in goesOn.from ? [] : [[goesOn.of, goesOn.from.config.steps] as const])))
  const others = Array.from(bases, ([id, steps]) => secondsFor(store.runs.timings(id, null), steps))
  return [...own, ...others].reduce((sum, each) => (sum === null || each === null ? null : sum + each), 0)
}

/** Median over the runs made here, each scaled to the steps of the preset. */
function secondsFor(timings: readonly { readonly seconds: number; readonly step: number }[], steps: number): number | null {
  const scaled = timings.map((t) => (t.seconds / t.step) * steps).sort((a, b) => a - b)
  const [low, high] = [scaled[Math.floor((scaled.length - 1) / 2)], scaled[Math.floor(scaled.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
