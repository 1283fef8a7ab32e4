// Trains a preset over seeds in a lab of its own: the same core, store and workers that a user has.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attach } from '../../src/main/core/owner/attach.ts'
import { resourcesFolder, workerCommand } from '../../src/main/core/paths.ts'
import type { EvidencePlan, EvidenceRun, Measured, MeasureOrder } from '../../src/science/presets/claims/claim.ts'
import type { Preset } from '../../src/science/types.ts'
import type { LabClient } from '../../src/shared/contract.ts'
import { LabError } from '../../src/shared/errors.ts'
import type { RunId, RunSummary } from '../../src/shared/schema/run.ts'

export interface Trained extends EvidenceRun {
  readonly summary: RunSummary
  readonly seconds: number
}

export interface Training {
  readonly runs: readonly Trained[]
  readonly measured: readonly (Measured & { readonly member: string | null; readonly seed: number })[]
}

export interface TrainOptions {
  readonly version: string
  readonly threads: number
  /** Told when a run has come to rest. */
  readonly ended: (run: Trained) => void
}

/** A lab answers so many questions at once and a few more; a phase map has more runs. They train one after the other in any case. */
const mostWatched = 100

/** Every run of the plan; those of other presets from which they go on are trained too, and are not among them. */
export async function trainPlan(preset: Exclude<Preset, { kind: 'theory' }>, plan: EvidencePlan, options: TrainOptions): Promise<Training> {
  const store = mkdtempSync(join(tmpdir(), 'grokscope-evidence-'))
  const { client, close } = await attach({ store, resources: resourcesFolder(), worker: workerCommand(), version: options.version, host: 'command-line', focus: () => null })
  try {
    const { defaultExecutor } = await client.call('lab.info', {})
    if (defaultExecutor !== 'native') throw new LabError('executor-unavailable', 'The native executor is not there, and evidence is taken on it. Nothing was trained; npm run native:build makes it.')
    const created = await create(client, preset, plan.seeds, options.threads)
    const runs: Trained[] = []
    const waiting = [...created.entries()]
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, { id }] = next
        const run = (runs[place] = await outcomeOf(client, id, plan.measures ?? [], plan.seeds))
        options.ended(run)
      }
    }
    await Promise.all(Array.from({ length: mostWatched }, lane))
    return { runs, measured: runs.flatMap(({ member, seed, measured }) => measured.map((each) => ({ member, seed, ...each }))) }
  } finally {
    await close()
    rmSync(store, { recursive: true, force: true })
  }
}

async function create(client: LabClient, preset: Preset, seeds: readonly number[], threads: number): Promise<readonly RunSummary[]> {
  const created: RunSummary[] = []
  for (const seed of seeds) {
    const order = { preset: preset.id, seed, threads, executor: 'native' as const }
    if (preset.kind === 'set') created.push(...(await client.call('sets.create', order)).runs)
    else created.push(await client.call('runs.create', order))
  }
  return created
}

async function outcomeOf(client: LabClient, id: RunId, orders: readonly MeasureOrder[], seeds: readonly number[]): Promise<Trained> {
  for await (const _update of client.stream('runs.watch', { id }));
  const { run: summary, checkpoints } = await client.call('runs.get', { id })
  const { state, member, seed, events, seconds } = summary
  if (state.status === 'interrupted' || (state.status === 'failed' && seconds !== null && seconds > 0)) throw new Error(`${summary.name} ended as ${state.status}: ${state.reason}`)
  const end = state.status === 'finished' || state.status === 'diverged' ? state.status : 'not begun'
  const asked = end === 'not begun' ? [] : orders.filter((order) => (order.members?.includes(member ?? '') ?? true) && seeds.indexOf(seed) < (order.seeds ?? Infinity))
  const measured: Measured[] = []
  for (const order of asked) {
    for (const step of stepsOf(order, summary, checkpoints.map((each) => each.step))) {
      const { measure, parameters = {} } = order
      const stream = client.stream('runs.measure', { id, measure, step, parameters: { ...parameters } })
      for await (const _progress of stream);
      const { values } = await stream.end
      measured.push({ measure, step, values })
    }
  }
  return { member, seed, end, events, measured, summary, seconds: seconds ?? 0, curves: await client.call('runs.curves', { id }) }
}

/** The checkpoints that an order means; none where the event never came. */
function stepsOf({ at }: MeasureOrder, { events }: RunSummary, checkpoints: readonly number[]): readonly number[] {
  if (at === 'last') return checkpoints.slice(-1)
  if (typeof at === 'string') return events[at] === null ? [] : [events[at]]
  const nearest = (wanted: number): number => checkpoints.reduce((best, step) => (Math.abs(step - wanted) < Math.abs(best - wanted) ? step : best), checkpoints[0] ?? 0)
  return [...new Set(at.map(nearest))]
}
