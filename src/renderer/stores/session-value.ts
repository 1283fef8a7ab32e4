import { z } from 'zod'
import { RunId } from '../../shared/schema/run.ts'

const mostRecent = 12

/** A path of this page: nothing that leads out of it. */
const Path = z.string().max(4_000).regex(/^\/(?!\/)/)

/** What a page leaves behind for the next one. A key that is not understood is as if it were not there. */
export const Session = z.object({
  path: Path.catch('/'),
  /** Runs opened last, the newest first. */
  recent: z.array(RunId).max(100).readonly().catch([]),
  /** Runs chosen for comparison. */
  selection: z.array(RunId).max(10_000).readonly().catch([]),
})
export type Session = z.output<typeof Session>

export function parseSession(value: unknown): Session {
  const found = Session.safeParse(value)
  return found.success ? { ...found.data, recent: recentFirst(found.data.recent) } : { path: '/', recent: [], selection: [] }
}

/** Each once, the first time it occurs. */
export function recentFirst(ids: readonly RunId[]): readonly RunId[] {
  return [...new Set(ids)].slice(0, mostRecent)
}
