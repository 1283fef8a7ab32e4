import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { eventSteps } from '../../src/science/phases/index.ts'
import { scheduleOf } from '../../src/science/schedule.ts'
import { RunConfig, type RunConfigInput } from '../../src/shared/schema/run-config.ts'
import type { RunId, RunState } from '../../src/shared/schema/run.ts'
import { createProject } from '../../src/main/core/organise/projects.ts'
import { holdStore } from '../../src/main/core/owner/lock.ts'
import { derivedEvents } from '../../src/main/core/runs/recorder.ts'
import { colourSlot, newRunId } from '../../src/main/core/runs/naming.ts'
import { prepareFolder } from '../../src/main/core/store/database.ts'
import { openStore, type Store } from '../../src/main/core/store/store.ts'
import { draws, grokkingCurves, ratioFor, wavyWeights } from './synthetic-curves.ts'

export interface SyntheticStore {
  /** Every run, in the order of creation. */
  readonly runs: readonly RunId[]
  /** Those whose curves have `longPoints` points, with spikes of one step at the steps of `spikes`. */
  readonly long: readonly RunId[]
  /** The run with a checkpoint of a 128 x 512 matrix at each step of `matrixSteps`; null without. */
  readonly matrix: RunId | null
  readonly matrixSteps: readonly number[]
}

export interface SyntheticOptions {
  /** In all, the long ones and that of the matrix among them. */
  readonly runs: number
  /** Of them, with curves of so many points. */
  readonly long?: number
  readonly longPoints?: number
  /** Checkpoints of the run of the matrix, about; 0 for none. */
  readonly checkpoints?: number
}

/** Stands in every folder that this made, and in no other. */
const mark = 'synthetic-store'

function clear(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, mark))) {
    throw new Error(`${folder} holds something that the benchmark did not make. Nothing was changed; choose another folder.`)
  }
  rmSync(folder, { recursive: true, force: true })
}

const modulus = 64
const width = 512
/** A group of runs that are equal but for their seed. */
const seeds = 5
const start = Date.parse('2026-10-01T08:00:00.000Z')

/**
 * Makes a store of runs that were never trained, through the store's own code, in place of an earlier one in the folder: configurations in
 * groups of five seeds, curves that look like grokking, a few tags, pins, notes and projects, and every state a run can rest in.
 *
 *   const made = await makeSyntheticStore(folder, { runs: 500 })
 *   openLab({ store: folder, ... })
 *
 * The same options make the same curves and weights; ids differ. The folder is free again when it resolves.
 */
export async function makeSyntheticStore(folder: string, { runs: count, long = 10, longPoints = 100_000, checkpoints = 200 }: SyntheticOptions): Promise<SyntheticStore> {
  const at = resolve(folder)
  clear(at)
  prepareFolder(at)
  writeFileSync(join(at, mark), '')
  const lock = holdStore(at)
  const store = await openStore(at, { now: () => time(0) })
  try {
    const projects = ['Weight decay', 'Data fraction'].map((name, i) => store.transact(() => createProject(store, name, time(i))).id)
    const runs: RunId[] = []
    const one = (config: RunConfigInput, project: string, withSpikes: boolean): RunId => {
      const id = addRun(store, runs.length, RunConfig.parse(config), project, withSpikes)
      runs.push(id)
      return id
    }
    const usual = Math.max(0, count - long - (checkpoints > 0 ? 1 : 0))
    for (let i = 0; i < usual; i += 50) {
      store.transact(() => {
        for (let k = i; k < Math.min(i + 50, usual); k++) one(usualConfig(k), ['default', ...projects][Math.floor(k / seeds) % 3] ?? 'default', false)
      })
    }
    const many = Array.from({ length: long }, (_, k) => store.transact(() => one({ ...base, seed: k, steps: longPoints - 1, log: { every_until: longPoints - 1 } }, 'default', true)))
    const matrix = checkpoints > 0 ? await matrixRun(store, one, checkpoints) : { id: null, steps: [] }
    return { runs, long: many, matrix: matrix.id, matrixSteps: matrix.steps }
  } finally {
    store.close()
    lock.release()
  }
}

const base = {
  task: { kind: 'modular_table', modulus: 113 },
  split: { train_fraction: 0.3 },
  model: { kind: 'mlp', hidden: [200, 200] },
  optimiser: { kind: 'adamw', learning_rate: 0.001, weight_decay: 1 },
  steps: 20_000,
} satisfies RunConfigInput

/** A grid over decay, data, width and rate, five seeds a cell. */
function usualConfig(k: number): RunConfigInput {
  const cell = Math.floor(k / seeds)
  const pick = <T>(values: readonly [T, ...T[]], stride: number): T => values[Math.floor(cell / stride) % values.length] ?? values[0]
  return {
    ...base,
    seed: k % seeds,
    split: { train_fraction: pick([0.3, 0.4, 0.5, 0.7], 5) },
    model: { kind: 'mlp', hidden: pick([[200, 200], [128], [512]], 60) },
    optimiser: { kind: 'adamw', learning_rate: pick([0.001, 0.003, 0.01], 20), weight_decay: pick([1, 0.3, 3, 0.1, 10], 1) },
  }
}

async function matrixRun(store: Store, one: (config: RunConfigInput, project: string, withSpikes: boolean) => RunId, checkpoints: number): Promise<{ readonly id: RunId; readonly steps: readonly number[] }> {
  const config = { ...base, task: { kind: 'modular_table', modulus }, model: { kind: 'mlp', hidden: [width] }, checkpoint: { ratio: ratioFor(checkpoints, base.steps) } } satisfies RunConfigInput
  const id = store.transact(() => one(config, 'default', false))
  const steps = scheduleOf(RunConfig.parse(config)).checkpoints
  for (const step of steps) {
    const share = Math.min(1, Math.log(step + 1) / Math.log(base.steps))
    const staged = await store.checkpoints.stage({ step, weights: wavyWeights(modulus, width, share), optimiser: null })
    store.transact(() => store.checkpoints.commit(id, staged))
  }
  return { id, steps }
}

const ends: readonly ((step: number) => RunState)[] = [
  (step) => ({ status: 'stopped', step }),
  (step) => ({ status: 'interrupted', step, reason: 'The lab was closed or ended while it trained.', resumableFrom: null }),
  (step) => ({ status: 'diverged', step, quantity: 'train_loss' }),
]

function addRun(store: Store, k: number, config: RunConfig, project: string, withSpikes: boolean): RunId {
  const id = newRunId()
  const draw = draws(k + 1)
  const decay = 'weight_decay' in config.optimiser ? Number(config.optimiser.weight_decay) : 1
  const memorised = 60 * (1 + draw())
  const generalised = (withSpikes ? 9000 : 2500) * (1 + 0.5 * draw()) / Math.sqrt(Math.max(decay, 0.05))
  const end = k % 17 === 16 ? ends[Math.floor(k / 17) % ends.length] : undefined
  const last = end === undefined ? config.steps : Math.floor(config.steps * (0.2 + 0.6 * draw()))
  const { logged } = scheduleOf({ ...config, steps: last })
  const curves = grokkingCurves(logged, k + 1, { memorised, generalised, withSpikes })

  store.runs.insertQueued(
    {
      id, name: `mlp on add mod ${'modulus' in config.task ? config.task.modulus : ''}, weight_decay ${decay}, seed ${config.seed} (${k + 1})`, preset: null, config: JSON.stringify(config), config_schema: config.schema,
      config_as_preset: 0, seed: config.seed, executor_wanted: null, threads: 1, colour_slot: colourSlot(store.runs.usedColours()), created_at: time(k),
    },
    project,
  )
  store.states.begin(store.runs.get(id), time(k))
  store.runs.compiled(id, 'native', 'synthetic', null, 0.05)
  store.curves.append(id, curves)
  store.runs.setEvents(id, derivedEvents(eventSteps(curves)))
  store.runs.progress(id, last, 4 + 6 * draw(), time(k))
  store.states.end(id, end?.(last) ?? { status: 'finished', step: last }, time(k))
  if (k % 10 === 0) store.marks.setTags(id, k % 20 === 0 ? ['grokking', 'paper'] : ['paper'])
  if (k % 25 === 0) store.marks.setBookmark(id, Math.min(last, 512), 'before the rise')
  if (k % 100 === 0) store.runs.keep(id, { ...store.runs.get(id), pinned: 1, note: 'Made by the benchmark, **never trained**.' })
  return id
}

/** Runs are a minute apart. */
function time(k: number): string {
  return new Date(start + k * 60_000).toISOString()
}
