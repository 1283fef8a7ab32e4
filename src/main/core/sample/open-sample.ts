import { eventSteps } from '../../../science/phases/index.ts'
import { LabError } from '../../../shared/errors.ts'
import { RunId } from '../../../shared/schema/run.ts'
import { restoreRuns } from '../organise/trash.ts'
import { colourSlot, newProjectId } from '../runs/naming.ts'
import { derivedEvents } from '../runs/recorder.ts'
import type { Store } from '../store/store.ts'
import { readSample, readSampleWeights } from './read-sample.ts'

/** The same in every store, so that it is saved once only. */
export const sampleId = RunId.parse('run_samplerun000')

/** Where it is put, unless somebody moved it. */
const projectName = 'Sample'

const note = 'Comes with the lab: trained on another computer.'

/**
 * Saves the bundled run as a finished one: every logged point, its checkpoints, its events; all of it or nothing. It brings no optimiser
 * state, so who trains it further trains it again from the start.
 */
export async function openSample(store: Store, resources: string, now: () => string): Promise<RunId> {
  if (has(store, sampleId)) {
    restoreRuns(store, [sampleId])
    return sampleId
  }
  const { run, curves } = await readSample(resources)
  const weights = await readSampleWeights(resources)
  const staged = await Promise.all(weights.map(({ step, tensors }) => store.checkpoints.stage({ step, weights: tensors, optimiser: null })))
  // Twice at the same time, the second finds the first.
  if (has(store, sampleId)) return sampleId
  store.transact(() => {
    const { name, preset, config, executor, executorBuild, startedAt, endedAt, seconds, compileSeconds } = run
    const row = { id: sampleId, name: `${name} (sample)`, preset, config: JSON.stringify(config), config_schema: config.schema, seed: config.seed } as const
    store.runs.insertQueued(
      // Not counted as the preset's: its time is that of another computer.
      { ...row, config_as_preset: 0, executor_wanted: executor, threads: 1, colour_slot: colourSlot(store.runs.usedColours()), created_at: startedAt },
      sampleProject(store, now()),
    )
    store.states.begin(store.runs.get(sampleId), startedAt)
    store.curves.append(sampleId, curves)
    for (const checkpoint of staged) store.checkpoints.commit(sampleId, checkpoint)
    store.runs.setEvents(sampleId, derivedEvents(eventSteps(curves)))
    store.runs.compiled(sampleId, executor, executorBuild, note, compileSeconds)
    store.runs.progress(sampleId, config.steps, seconds, endedAt)
    store.states.end(sampleId, { status: 'finished', step: config.steps }, endedAt)
  })
  return sampleId
}

/** Inside a transaction. */
function sampleProject(store: Store, at: string): string {
  const found = store.projects.list().find(({ name }) => name === projectName)
  if (found !== undefined) return found.id
  const id = newProjectId()
  store.projects.add(id, projectName, at)
  return id
}

function has(store: Store, id: RunId): boolean {
  try {
    store.runs.get(id)
    return true
  } catch (error) {
    if (error instanceof LabError && error.code === 'unknown-run') return false
    throw error
  }
}
