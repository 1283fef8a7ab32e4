import { join } from 'node:path'
import Database from 'better-sqlite3'
import { LabError } from '../../../shared/errors.ts'
import { cannotOpen, isBusy, unwritable } from '../store/failures.ts'

export interface Lock {
  release(): void
}

/**
 * Exclusive hold on a store, by an EXCLUSIVE transaction on a tiny SQLite file beside the database. The operating
 * system drops it with the process, however that ends, so there is no stale lock to clear. Nothing is written to the file.
 */
export function holdStore(folder: string): Lock {
  let db: Database.Database
  try {
    db = new Database(join(folder, 'lab.lock'), { timeout: 0 })
  } catch (error) {
    throw unwritable(folder, error)
  }
  try {
    db.pragma('journal_mode = MEMORY') // its journal would be a file, for which a full disk has no room
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (!isBusy(error)) throw cannotOpen(folder, error)
    const sentence = `Another Grokscope has the data folder ${folder} open. Nothing was changed. Use that one, close it first, or choose another folder with --store.`
    throw new LabError('store-busy', sentence, { folder })
  }
  return { release: () => void db.close() }
}
