import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { LabError } from '../../../shared/errors.ts'
import { corrupt, foreign, isDamage, newer } from './failures.ts'
import { storeVersion } from './migrations.ts'

const magic = 'SQLite format 3\0'

/**
 * Looks at a database without changing it, and refuses it when it is newer than this lab, damaged or another program's.
 * Read-only, because closing a writable connection would copy the log into a file that we are about to refuse.
 * @returns the version of the file; null when there is none yet
 */
export function inspect(file: string): number | null {
  if (!existsSync(file)) return null
  if (!statSync(file).isFile()) throw corrupt(file, 'it is not a file')
  if (statSync(file).size === 0) return null
  if (firstBytes(file, magic.length) !== magic) throw corrupt(file, 'it is not a SQLite file')

  // Reading a file in WAL mode makes these two beside it; where they were not before, they are removed again.
  const sides = [`${file}-wal`, `${file}-shm`].filter((side) => !existsSync(side))
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true })
    try {
      const version = Number(db.pragma('user_version', { simple: true }))
      if (version > storeVersion) throw newer(file, version, storeVersion)
      const finding = quickCheck(db)
      if (finding !== null) throw corrupt(file, finding)
      if (isForeign(db, version)) throw foreign(file)
      return version
    } finally {
      db.close()
      for (const side of sides) rmSync(side, { force: true })
    }
  } catch (error) {
    if (error instanceof LabError || !isDamage(error)) throw error
    throw corrupt(file, error instanceof Error ? error.message : String(error))
  }
}

/** Null when SQLite finds nothing wrong, else its first finding. */
export function quickCheck(db: Database.Database): string | null {
  const finding = String(db.pragma('quick_check(1)', { simple: true }))
  return finding === 'ok' ? null : finding.replaceAll('\n', ' ')
}

/** A store has tables from its first version on, and none before. */
function isForeign(db: Database.Database, version: number): boolean {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
  return version === 0 ? tables.length > 0 : !tables.includes('run')
}

function firstBytes(file: string, count: number): string {
  const bytes = Buffer.alloc(count)
  const handle = openSync(file, 'r')
  try {
    return bytes.toString('latin1', 0, readSync(handle, bytes, 0, count, 0))
  } finally {
    closeSync(handle)
  }
}
