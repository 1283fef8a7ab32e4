import { z } from 'zod'
import { RunId } from '../../shared/schema/run.ts'

const mostRecent = 12

const longest = 4_000
/** A path of this page: nothing that leads out of it. */
const Path = z.string().max(longest).regex(/^\/(?!\/)/)

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

/** The path to keep: two thousand chosen runs make a long one, and the choice is kept beside it. */
export function placeOf(path: string): string {
  const [place = '/', query = ''] = path.split('?')
  if (path.length <= longest) return path
  const rest = new URLSearchParams(query)
  rest.delete('runs')
  return rest.size === 0 ? place : `${place}?${rest.toString()}`
}

/** Each once, the first time it occurs. */
export function recentFirst(ids: readonly RunId[]): readonly RunId[] {
  return [...new Set(ids)].slice(0, mostRecent)
}
