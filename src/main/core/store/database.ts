import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { cannotOpen, isDiskFull, unwritable } from './failures.ts'
import { inspect } from './inspect.ts'
import { makeFolder } from './make-folder.ts'
import { migrations, storeVersion } from './migrations.ts'

export const databaseFile = (folder: string): string => join(folder, 'lab.db')
export const backupFile = (folder: string, version: number): string => join(folder, 'backups', `lab-before-version-${version + 1}.db`)

/** Makes the folder, private to the user, and proves that it can be written. */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(folder)
    const probe = join(folder, `.writable-${process.pid}`)
    try {
      mkdirSync(probe)
      rmSync(probe, { recursive: true })
    } catch (error) {
      if (!isDiskFull(error)) throw error // a folder that is merely full can still be read
    }
  } catch (error) {
    throw isDiskFull(error) ? cannotOpen(folder, error) : unwritable(folder, error)
  }
}

/** Opens or creates the database of a store, brought to the version of this lab. The caller holds the lock. */
export function openDatabase(folder: string, steps: readonly string[] = migrations): Database.Database {
  const file = databaseFile(folder)
  const version = inspect(file)
  let db: Database.Database
  try {
    db = new Database(file)
  } catch (error) {
    throw unwritable(folder, error)
  }
  try {
    chmodSync(file, statSync(file).mode & 0o700)
    // The owner is alone with the file, so nothing is waited for. FULL: what was acknowledged survives a power cut.
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    migrate(db, folder, version ?? 0, steps)
    return db
  } catch (error) {
    db.close()
    throw cannotOpen(folder, error)
  }
}

function migrate(db: Database.Database, folder: string, version: number, steps: readonly string[]): void {
  if (version > 0 && version < steps.length) backUp(db, folder, version)
  for (let v = version; v < steps.length; v++) {
    db.transaction(() => {
      db.exec(steps[v] ?? '')
      db.pragma(`user_version = ${v + 1}`)
    }).immediate()
  }
}

/** A copy of the file as it was, made before the first change; the copy of an earlier attempt is replaced. */
function backUp(db: Database.Database, folder: string, version: number): void {
  const target = backupFile(folder, version)
  mkdirSync(join(folder, 'backups'), { recursive: true, mode: 0o700 })
  rmSync(target, { force: true })
  db.prepare('VACUUM INTO ?').run(target)
}

export { storeVersion }
