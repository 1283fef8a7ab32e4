import type Database from 'better-sqlite3'
import type { RunId } from '../../../shared/schema/run.ts'
import type { Blob } from './blobs.ts'
import type { BlobKind } from './schema.ts'

const hashes = /[0-9a-f]{64}/g

/**
 * Removes runs for good, with everything that is theirs, and the rows of files that only they named. A file is named by checkpoints
 * and, as first weights, a split or data, by configurations. Call inside a transaction; the files themselves are removed after it.
 *
 * @param isInUse a file that somebody is about to name
 */
export function purging(db: Database.Database, isInUse: (sha256: string) => boolean): (runs: readonly RunId[]) => Blob[] {
  const own = db.prepare<[RunId, RunId], string>('SELECT weights FROM checkpoint WHERE run_id = ? UNION SELECT optimiser FROM checkpoint WHERE run_id = ? AND optimiser IS NOT NULL').pluck()
  const texts = db.prepare<[RunId], string>("SELECT config || ' ' || coalesce(goes_on, '') FROM run WHERE id = ?").pluck()
  const everyText = db.prepare<[], string>("SELECT config || ' ' || coalesce(goes_on, '') FROM run").pluck()
  const forget = ['UPDATE project SET baseline = NULL WHERE baseline = ?', 'UPDATE run SET after_run = NULL WHERE after_run = ?'].map((sql) => db.prepare(sql))
  const parts = ['seam', 'series_chunk', 'event', 'checkpoint', 'measure_value', 'tag', 'bookmark'].map((table) => db.prepare(`DELETE FROM ${table} WHERE run_id = ?`))
  // So that parents and children can go in any order.
  const detach = db.prepare('UPDATE run SET parent_run = NULL WHERE id = ?')
  const remove = db.prepare('DELETE FROM run WHERE id = ?')
  const isNamed = db.prepare<[string, string]>('SELECT 1 FROM checkpoint WHERE weights = ? OR optimiser = ? LIMIT 1')
  const blobOf = db.prepare<[string], { sha256: string; kind: BlobKind; size: number }>('SELECT sha256, kind, size FROM blob WHERE sha256 = ?')
  const removeBlob = db.prepare('DELETE FROM blob WHERE sha256 = ?')

  return (runs) => {
    const candidates = new Set(runs.flatMap((id) => [...own.all(id, id), ...(texts.get(id)?.match(hashes) ?? [])]))
    for (const id of runs) for (const statement of [...forget, ...parts, detach]) statement.run(id)
    for (const id of runs) remove.run(id)
    const named = new Set(everyText.all().flatMap((text) => text.match(hashes) ?? []))
    return [...candidates].flatMap((sha256) => {
      const blob = blobOf.get(sha256)
      if (blob === undefined || named.has(sha256) || isInUse(sha256) || isNamed.get(sha256, sha256) !== undefined) return []
      removeBlob.run(sha256)
      return [blob]
    })
  }
}
