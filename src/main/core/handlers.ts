import type { LabHandlers, LabInfo } from '../../shared/contract.ts'
import { LabError } from '../../shared/errors.ts'
import type { RunId } from '../../shared/schema/run.ts'
import type { Executors } from './analysis/executors.ts'
import { explain } from './analysis/explain.ts'
import type { Measures } from './analysis/measures.ts'
import { labelRun } from './analysis/phases.ts'
import { paceHere } from './analysis/pace.ts'
import type { WorkerPool } from './analysis/pool.ts'
import { presetSummaries, presetSummary } from './analysis/presets.ts'
import { bench } from './bench/bench.ts'
import { addFile } from './files/add.ts'
import { configChecker } from './files/check.ts'
import type { Gather } from './files/gather.ts'
import { uploads } from './files/uploads.ts'
import { insidesHandlers } from './analysis/insides.ts'
import { organiseHandlers, type OrganiseNews } from './organise/handlers.ts'
import { editRuns } from './organise/edit-runs.ts'
import type { Changes } from './runs/changes.ts'
import { sampleHandlers } from './sample/handlers.ts'
import { withChosenCompute } from './runs/chosen-compute.ts'
import { createRun, createSet } from './runs/create.ts'
import { runsExtraHandlers } from './runs/extra-handlers.ts'
import { findPreset } from './runs/find-preset.ts'
import type { Scheduler } from './runs/scheduler.ts'
import { steering } from './runs/steering.ts'
import { watchRun } from './runs/watch.ts'
import type { WorkerCommand } from './runs/worker-process.ts'
import type { Store } from './store/store.ts'

export interface Parts {
  readonly options: {
    readonly resources: string
    readonly worker: WorkerCommand
    readonly version: string
    readonly host: LabInfo['host']
    readonly focus: () => Promise<string | null> | string | null
  }
  readonly store: Store
  readonly changes: Changes
  readonly news: OrganiseNews
  readonly scheduler: Scheduler
  readonly executors: Executors
  readonly measures: Measures
  readonly pool: WorkerPool
  readonly gather: Gather
  readonly threads: number
  readonly now: () => string
  /** This process may start the run. */
  readonly claim: (id: RunId) => void
}

/** The contract, method by method. Inputs are parsed before they come here. */
export function labHandlers(parts: Parts): LabHandlers {
  const { options, store, changes, scheduler, executors, measures, pool, gather, threads, now, claim } = parts
  const steer = steering(store, changes, scheduler, claim)
  const told = (id: RunId): void => {
    store.changed(id)
    changes.tell(id)
  }
  const creating = { now, maxThreads: threads, checkMeasures: measures.check, checkConfig: configChecker(pool, gather) }
  const sent = uploads()
  /** The process of the run starts while its configuration is checked; one that is refused lets it go again. */
  const soon = async <T>(create: () => Promise<T>): Promise<T> => {
    scheduler.expect()
    try {
      return await create()
    } catch (error) {
      scheduler.fill()
      throw error
    }
  }
  const queued = (ids: readonly RunId[]): void => {
    ids.forEach(claim)
    ids.forEach(told)
    scheduler.fill()
  }

  return {
    ...organiseHandlers(parts),
    ...insidesHandlers(parts),
    'lab.ping': () => ({}),
    'lab.info': async () => ({ version: options.version, host: options.host, store: store.folder, node: process.versions.node, threads, defaultExecutor: await executors.usual() }),
    'lab.focus': async () => ({ address: await options.focus() }),
    'lab.menu': () => ({}),
    'lab.doctor': async (_input, { signal }) => {
      const finding = store.check()
      const storeCheck = finding === null ? 'The database is sound.' : `The database is damaged: ${finding}. Close the lab and put a backup in its place.`
      return { executors: await executors.probeAll(signal), storeCheck }
    },
    'lab.bench': async (order, { signal, send }) => {
      await bench(options.worker, order, threads, send, signal)
      return {}
    },
    'programs.explain': (input, { signal }) => explain(pool, gather, input, signal),
    'lab.pace': async (_input, { signal }) => ({ factor: await paceHere({ store, pool, gather, executors, threads, resources: options.resources }, signal) }),
    'presets.list': ({ curves }) => presetSummaries(store, options.resources, curves),
    'presets.get': ({ id }) => presetSummary(findPreset(id), store, options.resources),
    'theory.list': () => pool.use((worker) => worker.call('theories', {})),
    'theory.compute': (input, { signal }) => pool.use((worker) => worker.call('theory', input), signal),
    'measures.list': () => measures.cards(),

    'files.part': ({ upload, bytes }) => ({ upload: sent.part(upload, bytes) }),
    'files.add': ({ kind, upload, bytes }) => addFile(store, kind, sent.take(upload, bytes)),

    'runs.create': async (input) => {
      const ids = await soon(() => createRun(store, withChosenCompute(store, input), creating))
      queued(ids)
      return store.summary(ids.at(-1) as RunId)
    },
    'sets.create': async (input) => {
      const { set, runs } = await soon(() => createSet(store, withChosenCompute(store, input), creating))
      queued(runs)
      return { set, runs: runs.map((id) => store.summary(id)) }
    },
    ...sampleHandlers({ store, resources: options.resources, now, told, projectsChanged: () => parts.news.projects.tell('sample') }),
    ...runsExtraHandlers({ store, creating, queued, steer, pool, gather, executors, threads }),
    'runs.get': ({ id }) => ({ run: store.summary(id), checkpoints: store.checkpoints.list(id) }),
    'runs.watch': (input, context) => watchRun(parts, input, context),
    'runs.pause': ({ id }) => steer.pause(id),
    'runs.resume': ({ id, steps }) => steer.resume(id, steps),
    'runs.stop': ({ id }) => steer.stop(id),
    'runs.rename': ({ id, name }) => {
      editRuns(store, [{ id, name }])
      told(id)
      return store.summary(id)
    },

    'runs.curves': ({ id, series }) => {
      store.runs.get(id)
      const known = store.curves.names(id)
      const stranger = series?.find((name) => !known.includes(name))
      if (stranger !== undefined) throw unknownPart(`no series ${JSON.stringify(stranger)}`, known)
      return store.curves.read(id, { series })
    },
    'runs.weights': async ({ id, step }) => {
      store.runs.get(id)
      const { tensors } = await store.checkpoints.weights(id, step)
      return { step, tensors: { ...tensors } }
    },
    'runs.matrix': async ({ id, tensor, steps }, { send }) => {
      store.runs.get(id)
      const asked = steps ?? store.checkpoints.list(id).map(({ step }) => step)
      for (const at of asked) {
        const { step, tensors } = await store.checkpoints.weights(id, at)
        const value = tensors[tensor]
        if (value === undefined) throw unknownPart(`no tensor ${JSON.stringify(tensor)}`, Object.keys(tensors))
        await send({ step, value })
      }
      return { frames: asked.length }
    },
    'runs.weightsFile': async ({ id, step }) => {
      store.runs.get(id)
      return store.checkpoints.weightsFile(id, step)
    },
    'runs.phases': ({ id, set }) => labelRun(store, id, set),
    'runs.measure': ({ id, measure, step, parameters }, { signal, send }) => measures.measure({ run: id, measure, step, parameters }, (share) => send({ share }), signal),
  }
}

function unknownPart(what: string, known: readonly string[]): LabError {
  return new LabError('bad-input', `The run has ${what}. Nothing was changed. It has: ${known.length === 0 ? 'none yet' : known.join(', ')}.`, { known })
}
