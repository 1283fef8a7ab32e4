import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLab } from '../../src/main/core/lab.ts'
import { resourcesFolder, workerCommand } from '../../src/main/core/paths.ts'
import { nandaTransformer } from '../../src/science/presets/configs/nanda.ts'
import { contract, type LabClient } from '../../src/shared/contract.ts'
import { LabError } from '../../src/shared/errors.ts'
import { connect } from '../../src/shared/rpc/client.ts'
import { channelPair } from '../../src/shared/rpc/pair.ts'
import { serve } from '../../src/shared/rpc/server.ts'
import type { RunId } from '../../src/shared/schema/run.ts'
import type { RunConfigInput } from '../../src/shared/schema/run-config.ts'
import { lastJson, runProcess } from '../run-process.ts'
import { labRun, w1, type Words } from './command-line.ts'

/** What the science of the lab costs, wall-clock. */
export interface ScienceCosts {
  /** All measures of class a on the reference network at the default rhythm, as a share of the time of a run without measures. */
  readonly quickMeasuresShare: number
  readonly quickMeasures: readonly string[]
  /** Seconds of all measures of class b of one checkpoint of that run together, on a worker that has been warmed up. */
  readonly checkpointSeconds: number
  readonly checkpointMeasures: readonly string[]
  /** Seconds of the complexity of one checkpoint (M16). */
  readonly complexitySeconds: number
  /** Seconds of Liu's curve of the share of training sets with one representation only. */
  readonly uniquenessSeconds: number
  /** Milliseconds a step of Nanda's transformer by tables of symbols, and by every place of every example. */
  readonly tables: { readonly ms: number; readonly plainMs: number }
}

const sparse = { log: { every_until: 0, ratio: 10 }, checkpoint: { ratio: 10 }, measures: [] } as const
const trainedSteps = 1300
const transformerSteps = 60

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

type OnSaved = Omit<ScienceCosts, 'quickMeasuresShare' | 'tables'>

/** Trains the reference network in a lab of its own and measures its last checkpoint, as the page and `grokscope measure` do. */
export async function onSavedRun(): Promise<OnSaved> {
  const folder = mkdtempSync(join(tmpdir(), 'grokscope-bench-'))
  const lab = await openLab({ store: folder, resources: resourcesFolder(), worker: workerCommand(), version: '0', host: 'server', focus: () => null })
  const [near, far] = channelPair()
  serve(contract, lab.handlers, far)
  const client = connect(contract, near)
  try {
    const { id } = await client.call('runs.create', { config: JSON.parse(JSON.stringify({ ...w1, steps: trainedSteps })) })
    const training = client.stream('runs.watch', { id })
    for await (const _update of training);
    const { state } = await training.end
    if (state.status !== 'finished') throw new Error(`the run ended as ${state.status}`)

    const cards = await client.call('measures.list', {})
    const measure = (name: string): Promise<number> => seconds(() => measured(client, id, name))
    // The first waits for a worker and its executor.
    await measure('weight_norm')
    const took = new Map<string, number>()
    for (const { id: name, cost } of cards) {
      if (cost === 'c') continue
      try {
        took.set(name, await measure(name))
      } catch (error) {
        if (!(error instanceof LabError)) throw error // this network lacks what some measures ask for
      }
    }
    const ofClass = (wanted: string): string[] => cards.filter(({ id: name, cost }) => cost === wanted && took.has(name)).map(({ id: name }) => name)
    const checkpointMeasures = ofClass('b')
    return {
      quickMeasures: ofClass('a'),
      checkpointMeasures,
      checkpointSeconds: checkpointMeasures.reduce((sum, name) => sum + (took.get(name) ?? 0), 0),
      complexitySeconds: await measure('complexity'),
      uniquenessSeconds: await seconds(() => client.call('theory.compute', { theory: 'effective_theory', parameters: {} })),
    }
  } finally {
    client.close()
    await lab.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measured(client: LabClient, id: RunId, measure: string): Promise<void> {
  const stream = client.stream('runs.measure', { id, measure })
  for await (const _progress of stream);
  await stream.end
}

/** All of it once; whole runs by the command line, those that are compared one after the other. */
export async function scienceCosts(root: string, words: Words, signal: AbortSignal): Promise<ScienceCosts> {
  const saved = lastJson(await runProcess(process.execPath, [join(root, 'bench', 'parts', 'child.ts'), 'onSavedRun', '{}'], { cwd: root, signal })) as OnSaved
  const trained = async (config: RunConfigInput): Promise<number> => {
    const { runs: [run] } = await labRun(root, config, words, signal)
    if (run === undefined) throw new Error('the run left no result')
    return run.seconds / run.steps
  }
  const without = await trained({ ...w1, steps: trainedSteps, measures: [] })
  const withMeasures = await trained({ ...w1, steps: trainedSteps, measures: [...saved.quickMeasures] })
  const transformer = nandaTransformer({ modulus: 113, fraction: 0.3, learningRate: 1e-3, weightDecay: 1, steps: transformerSteps })
  const ms = 1000 * (await trained({ ...transformer, ...sparse }))
  const plainMs = 1000 * (await trained({ ...transformer, ...sparse, model: { kind: 'transformer', form: 'plain' } }))
  return { ...saved, quickMeasuresShare: withMeasures / without - 1, tables: { ms, plainMs } }
}
