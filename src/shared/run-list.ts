import type { RunListChange } from './schema/organise.ts'
import type { RunSummary } from './schema/run.ts'

/**
 * The list of runs after a change of it, newest first. Runs that did not change stay the same objects, so that what was derived
 * from them can be kept.
 */
export function withChange(list: readonly RunSummary[], { isWhole, runs, gone }: RunListChange): readonly RunSummary[] {
  const changed = new Map(runs.map((run) => [run.id, run]))
  const removed = new Set(gone)
  const kept = isWhole ? [] : list.filter(({ id }) => !removed.has(id)).map((run) => changed.get(run.id) ?? run)
  const known = new Set(kept.map(({ id }) => id))
  const added = runs.filter(({ id }) => !known.has(id))
  return added.length === 0 ? kept : [...added, ...kept].sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0))
}
