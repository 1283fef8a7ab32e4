import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { Settings } from '../../../shared/schema/organise.ts'
import { from, type Reads } from './reads.ts'

type Json = Settings[string]
const Json = z.json()

/** JSON by key. A write is one row: whole or not at all. */
export interface SettingTable {
  /** Null where there is none. */
  get(key: string): Json
  all(): Settings
  /** Null removes it. */
  put(key: string, value: Json): void
}

/** What a page keeps of its own, beside the settings: no setting is called so. */
export const sessionKey = 'Session'

export function settingTable(db: Database.Database, reads: Reads): SettingTable {
  const put = db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
  const remove = db.prepare('DELETE FROM setting WHERE key = ?')

  return {
    get(key) {
      const row = reads.first(from.selectFrom('setting').select('value').where('key', '=', key))
      return row === undefined ? null : Json.parse(JSON.parse(row.value))
    },
    all: () =>
      Object.fromEntries(reads.all(from.selectFrom('setting').selectAll().where('key', '!=', sessionKey).orderBy('key')).map((row) => [row.key, Json.parse(JSON.parse(row.value))])),
    put(key, value) {
      if (value === null) remove.run(key)
      else put.run(key, JSON.stringify(value))
    },
  }
}
