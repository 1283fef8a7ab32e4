import type Database from 'better-sqlite3'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Compilable } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * Queries are written, typed and compiled with kysely and run on better-sqlite3 directly. Kysely's own driver would
 * make a promise of every read of a local file, and a read that spans an await could see two states of a run.
 */
export const from = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

export interface Reads {
  all<O>(query: Compilable<O>): O[]
  first<O>(query: Compilable<O>): O | undefined
}

export function reads(db: Database.Database): Reads {
  const statements = new Map<string, Database.Statement>()
  const all = <O>(query: Compilable<O>): O[] => {
    const { sql, parameters } = query.compile()
    let statement = statements.get(sql)
    if (statement === undefined) statements.set(sql, (statement = db.prepare(sql)))
    return statement.all(...parameters) as O[]
  }
  return { all, first: (query) => all(query)[0] }
}
