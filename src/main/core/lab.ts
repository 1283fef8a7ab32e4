import { resolve } from 'node:path'
import { availableParallelism } from 'node:os'
import type { LabHandlers, LabInfo } from '../../shared/contract.ts'
import type { RunId } from '../../shared/schema/run.ts'
import { executors } from './analysis/executors.ts'
import { measures } from './analysis/measures.ts'
import { workerPool } from './analysis/pool.ts'
import { gatherer } from './files/gather.ts'
import { labHandlers } from './handlers.ts'
import { purgeExpired } from './organise/trash.ts'
import { holdStore, type Lock } from './owner/lock.ts'
import { listen, type Listener } from './owner/socket.ts'
import { requests } from './requests.ts'
import { changes } from './runs/changes.ts'
import { markInterrupted } from './runs/recover.ts'
import { firstWeights } from './runs/first-weights.ts'
import { scheduler } from './runs/scheduler.ts'
import { workerAhead } from './runs/worker-ahead.ts'
import type { WorkerCommand } from './runs/worker-process.ts'
import { prepareFolder } from './store/database.ts'
import { cannotOpen } from './store/failures.ts'
import { openStore, type Store, type StoreFaults } from './store/store.ts'

export interface LabOptions {
  readonly store: string
  readonly resources: string
  readonly worker: WorkerCommand
  readonly version: string
  readonly host: LabInfo['host']
  /** Brings the lab to the front; the address of its page where it is one. */
  readonly focus: () => Promise<string | null> | string | null
  /** For tests: what stands between training and the disk, and how long a silent worker or a probe is waited for. */
  readonly faults?: StoreFaults & { readonly silenceMs?: number; readonly probeMs?: number }
}

export interface Lab {
  readonly handlers: LabHandlers
  readonly store: string
  /** Resolves when no other process speaks to this one, or when the signal is aborted. */
  alone(signal: AbortSignal): Promise<void>
  /** Workers are asked for a checkpoint, their runs become interrupted, everything is closed and the store is free again. */
  close(): Promise<void>
}

const closingMs = 5_000
/** For watchers to take the last state. */
const lastWordsMs = 500
const silenceMs = 120_000
/** After the lab is open the list of runs is put together before a page asks for it: its first statement and first summaries are the slow ones. */
const listAfterMs = 100

/** Opens the lab as the owner of its store. Throws `store-busy` when somebody else is. */
export async function openLab(options: LabOptions): Promise<Lab> {
  const folder = resolve(options.store)
  prepareFolder(folder)
  const lock = holdStore(folder)
  let store: Store | null = null
  try {
    store = await openStore(folder, { now, ...(options.faults === undefined ? {} : { faults: options.faults }) })
    return await assemble(options, lock, store)
  } catch (error) {
    store?.close()
    lock.release()
    throw cannotOpen(folder, error)
  }
}

async function assemble(options: LabOptions, lock: Lock, store: Store): Promise<Lab> {
  markInterrupted(store)
  await purgeExpired(store, now())
  const told = changes()
  const news = { projects: changes<string>(), views: changes<string>(), settings: changes<string>() }
  const threads = availableParallelism()

  // A command that opens a store to answer one question does not begin to train what a lab left in the queue.
  const own = new Set<RunId>()
  const isOurs = options.host === 'command-line' ? (run: { readonly id: RunId }) => own.has(run.id) : () => true
  const found = executors(options.worker, options.faults?.probeMs)
  const ahead = workerAhead(options.worker)
  const gather = gatherer(options.resources, store.blobs)
  const host = { store, changes: told, gather, start: ahead.take, unfitFor: found.unfitFor, now, silenceMs: options.faults?.silenceMs ?? silenceMs }
  const pool = workerPool(options.worker)
  const training = scheduler(host, { threads, isOurs, ahead, firstWeights: firstWeights(store, told, pool) })

  const asked = requests(labHandlers({
    options,
    store,
    changes: told,
    news,
    scheduler: training,
    executors: found,
    measures: measures(store, pool, gather),
    pool,
    gather,
    threads,
    now,
    claim: (id) => void own.add(id),
  }))
  const listener: Listener = await listen(store.folder, asked.handlers)
  training.fill()
  const listing = setTimeout(() => void listed(store), listAfterMs).unref()

  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    clearTimeout(listing)
    asked.refuseNew()
    await training.close('The lab was closed.', closingMs)
    for (const each of [told, news.projects, news.views, news.settings]) each.end()
    await asked.ended(lastWordsMs)
    await found.close()
    await pool.close()
    await listener.close()
    store.close()
    lock.release()
  }
  return { handlers: asked.handlers, store: store.folder, alone: (signal) => listener.alone(signal), close: () => (closing ??= close()) }
}

function listed(store: Store): void {
  try {
    store.list()
  } catch {
    // Whoever asks for the list is told why there is none.
  }
}

function now(): string {
  return new Date().toISOString()
}
