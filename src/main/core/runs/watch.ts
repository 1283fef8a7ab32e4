import { setTimeout as pause } from 'node:timers/promises'
import type { LabContract } from '../../../shared/contract.ts'
import type { EndOf, ItemOf, ParsedInputOf, StreamContext } from '../../../shared/rpc/specification.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { isAtRest } from '../store/run-state.ts'
import { usableConfig } from '../store/saved-config.ts'
import type { Store } from '../store/store.ts'
import type { Changes } from './changes.ts'
import type { Scheduler } from './scheduler.ts'

type Watch = LabContract['runs.watch']
type WatchAll = LabContract['runs.watchAll']

/** A screen draws 60 frames a second, but a chart that grows 20 times a second already looks alive. */
const betweenUpdatesMs = 50
const betweenListsMs = 100

/**
 * Where a run stands and the points since the last item, as long as it is not at rest. A watcher that is slow gets
 * fewer and longer items: what is sent is read from the store when there is room for it.
 */
export async function watchRun(
  { store, changes, scheduler }: { readonly store: Store; readonly changes: Changes; readonly scheduler: Scheduler },
  { id, afterStep, series }: ParsedInputOf<Watch>,
  { signal, send }: StreamContext<ItemOf<Watch>>,
): Promise<EndOf<Watch>> {
  let seen = afterStep
  for (;;) {
    const version = changes.version(id)
    const state = store.state(id)
    const points = store.curves.read(id, { after: seen, series })
    // The point of a stop is always the last one, and it goes in the transaction that brings the next.
    const removed = seen >= 0 && Object.keys(points).length > 0 && !store.curves.holds(id, seen) ? [seen] : []
    const checkpoints = store.checkpoints.list(id, seen)
    await send({ state, ...speed(store, scheduler, id), points, removed, checkpoints })
    // Points and checkpoints of a step are committed together, so one number says what this watcher has.
    seen = Math.max(seen, ...Object.values(points).map((s) => s.steps.at(-1) ?? -1), ...checkpoints.map((c) => c.step))
    if (isAtRest(state) || changes.isOver) return { state }
    await changes.after(id, version, signal)
    await pause(betweenUpdatesMs)
  }
}

/** The whole list first, then the runs that changed since the item before, as they are when there is room for the item. */
export async function watchAll(
  { store, changes }: { readonly store: Store; readonly changes: Changes },
  { signal, send }: StreamContext<ItemOf<WatchAll>>,
): Promise<EndOf<WatchAll>> {
  let seen: number | null = null
  for (;;) {
    const version = changes.version(null)
    await send(seen === null ? { isWhole: true, runs: store.list(), gone: [] } : changesIn(store, changes.since(seen)))
    seen = version
    if (changes.isOver) return {}
    await changes.after(null, version, signal)
    await pause(betweenListsMs)
  }
}

function changesIn(store: Store, ids: readonly RunId[]): ItemOf<WatchAll> {
  const found = ids.map((id) => ({ id, run: store.listed(id) }))
  return {
    isWhole: false,
    runs: found.flatMap(({ run }) => run ?? []).reverse(),
    gone: found.flatMap(({ id, run }) => (run === null ? [id] : [])),
  }
}

function speed(store: Store, scheduler: Scheduler, id: ParsedInputOf<Watch>['id']): Pick<ItemOf<Watch>, 'stepsPerSecond' | 'secondsLeft'> {
  const meter = scheduler.training(id)?.meter
  const rate = store.state(id).status === 'running' ? (meter?.rate() ?? null) : null
  if (rate === null || rate <= 0) return { stepsPerSecond: null, secondsLeft: null }
  const { steps } = usableConfig(store.runs.get(id))
  return { stepsPerSecond: rate, secondsLeft: Math.max(0, steps - (meter?.step ?? 0)) / rate }
}
