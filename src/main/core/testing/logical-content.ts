import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { databaseFile } from '../store/database.ts'

/** A hash of every row of every table but those named, whatever the order or the pages they lie in. */
export function logicalContent(folder: string, but: readonly string[] = []): string {
  const db = new Database(databaseFile(folder), { readonly: true })
  try {
    const hash = createHash('sha256')
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all() as string[]
    for (const table of tables.filter((name) => !but.includes(name))) {
      const rows = db.prepare(`SELECT * FROM "${table}"`).all().map((row) => JSON.stringify(row))
      hash.update(JSON.stringify([table, rows.sort()]))
    }
    return hash.digest('hex')
  } finally {
    db.close()
  }
}
