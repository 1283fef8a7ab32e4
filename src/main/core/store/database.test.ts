import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { LabError } from '../../../shared/errors.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { insertSample, points, time } from '../testing/sample-runs.ts'
import { backupFile, databaseFile, openDatabase, prepareFolder } from './database.ts'
import { migrations, storeVersion } from './migrations.ts'
import { openStore } from './store.ts'

function refused(work: () => unknown): LabError {
  try {
    work()
  } catch (error) {
    if (error instanceof LabError) return error
    throw error
  }
  throw new Error('was not refused')
}

/** Every file of a folder with its bytes, to see that nothing was changed. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).sort().map((name) => [name, readFileSync(join(folder, name)).toString('base64')]))
}

async function storeWithPoints(folder: string): Promise<void> {
  const store = await openStore(folder, { now: time })
  for (let i = 0; i < 5; i++) store.curves.append(insertSample(store), points(Array.from({ length: 3000 }, (_, s) => s), { loss: (s) => s * i }))
  store.close()
}

describe('opening a database', () => {
  test('makes it with WAL, full syncs and foreign keys, for its owner only', () => {
    const folder = temporaryFolder(onTestFinished)
    const db = openDatabase(folder)
    expect(['journal_mode', 'synchronous', 'foreign_keys', 'user_version'].map((p) => db.pragma(p, { simple: true }))).toEqual(['wal', 2, 1, storeVersion])
    db.close()
    expect(statSync(databaseFile(folder)).mode & 0o077).toBe(0)
  })

  test('refuses a file of a newer version and changes nothing', async () => {
    const folder = temporaryFolder(onTestFinished)
    await storeWithPoints(folder)
    const db = new Database(databaseFile(folder))
    db.pragma(`user_version = ${storeVersion + 1}`)
    db.close()
    const before = contents(folder)
    const error = refused(() => openDatabase(folder))
    expect(error.code).toBe('store-newer')
    expect(error.message).toContain(`store version ${storeVersion + 1}; this one knows ${storeVersion}`)
    expect(contents(folder)).toEqual(before)
  })

  test('refuses a file that is newer only in its log, as a killed process leaves it', async () => {
    const folder = temporaryFolder(onTestFinished)
    await storeWithPoints(folder)
    const db = new Database(databaseFile(folder))
    db.pragma(`user_version = ${storeVersion + 1}`)
    const copy = temporaryFolder(onTestFinished)
    for (const name of readdirSync(folder)) if (!name.endsWith('-shm')) copyFileSync(join(folder, name), join(copy, name))
    db.close()
    const before = contents(copy)
    expect(refused(() => openDatabase(copy)).code).toBe('store-newer')
    expect(contents(copy)).toEqual(before)
  })

  test.each([
    ['text', () => Buffer.from('this is not a database, only a text of some length')],
    ['a cut file', (whole: Buffer) => whole.subarray(0, Math.floor(whole.length / 2))],
    ['a page of noise', (whole: Buffer) => Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(8192, 0xa5), whole.subarray(12_288)])],
    ['a header of noise', (whole: Buffer) => Buffer.concat([whole.subarray(0, 16), Buffer.alloc(84, 0xff), whole.subarray(100)])],
  ])('refuses %s as corrupt and changes nothing', async (_what, damage) => {
    const folder = temporaryFolder(onTestFinished)
    await storeWithPoints(folder)
    writeFileSync(databaseFile(folder), damage(readFileSync(databaseFile(folder))))
    const before = contents(folder)
    const error = refused(() => openDatabase(folder))
    expect(error.code).toBe('store-corrupt')
    expect(error.message).toMatch(/Nothing was changed on disk/)
    expect(contents(folder)).toEqual(before)
  })

  test('with flipped bytes anywhere either works or is refused as corrupt, and a refusal changes nothing', async () => {
    const whole = temporaryFolder(onTestFinished)
    await storeWithPoints(whole)
    const bytes = readFileSync(databaseFile(whole))
    let refusals = 0
    for (let i = 0; i < 40; i++) {
      const folder = temporaryFolder(onTestFinished)
      const damaged = Buffer.from(bytes)
      for (let k = 0; k < 8; k++) damaged[(i * 7919 + k) % 4096 + 4096 * ((i + k) % (bytes.length / 4096))]! ^= 0xff
      writeFileSync(databaseFile(folder), damaged)
      try {
        openDatabase(folder).close()
      } catch (error) {
        expect(error).toMatchObject({ name: 'LabError', code: 'store-corrupt' })
        expect(readFileSync(databaseFile(folder)).equals(damaged)).toBe(true)
        refusals++
      }
    }
    expect(refusals).toBeGreaterThan(5)
  })

  test.each([0, 1])('refuses the database of another program (version %i), and changes nothing', (version) => {
    const folder = temporaryFolder(onTestFinished)
    const db = new Database(databaseFile(folder))
    db.exec('CREATE TABLE notes (text)')
    db.pragma(`user_version = ${version}`)
    db.close()
    const before = contents(folder)
    const error = refused(() => openDatabase(folder))
    expect(error.code).toBe('store-corrupt')
    expect(error.message).toMatch(/another program, not a Grokscope store\. Nothing was changed/)
    expect(contents(folder)).toEqual(before)
  })

  test('a store that has all it needs is opened without a write, so that it can be read on a full disk', async () => {
    const folder = temporaryFolder(onTestFinished)
    await storeWithPoints(folder)
    const other = new Database(databaseFile(folder))
    onTestFinished(() => void other.close())
    other.exec('BEGIN IMMEDIATE') // a write now fails as busy
    const store = await openStore(folder, { now: time })
    expect(store.list()).toHaveLength(5)
    store.close()
  })

  test('migrates in order and backs up before the first change', async () => {
    const folder = temporaryFolder(onTestFinished)
    await storeWithPoints(folder)
    const next = [...migrations, "ALTER TABLE run ADD COLUMN extra TEXT NOT NULL DEFAULT 'new'"]
    const db = openDatabase(folder, next)
    expect(db.prepare('SELECT DISTINCT extra FROM run').pluck().all()).toEqual(['new'])
    expect(db.pragma('user_version', { simple: true })).toBe(storeVersion + 1)
    db.close()
    const backup = new Database(backupFile(folder, storeVersion), { readonly: true })
    expect(backup.pragma('user_version', { simple: true })).toBe(storeVersion)
    expect(backup.prepare('SELECT count(*) FROM run').pluck().get()).toBe(5)
    backup.close()
  })

  test('leaves the file at its version where a migration fails half-way', async () => {
    const folder = temporaryFolder(onTestFinished)
    await storeWithPoints(folder)
    expect(() => openDatabase(folder, [...migrations, 'CREATE TABLE half (a) STRICT; nonsense'])).toThrow(LabError)
    const db = openDatabase(folder)
    expect(db.pragma('user_version', { simple: true })).toBe(storeVersion)
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0)
    db.close()
  })

  test('a folder that cannot be made is refused with what to do', () => {
    const folder = temporaryFolder(onTestFinished)
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const error = refused(() => prepareFolder(join(file, 'store')))
    expect(error.code).toBe('store-unwritable')
    expect(error.message).toContain('--store')
    expect(existsSync(join(file, 'store'))).toBe(false)
  })

  test.runIf(process.platform === 'linux')('a folder on a file system that makes none is refused at once', () => {
    expect(refused(() => prepareFolder('/proc/grokscope/store')).code).toBe('store-unwritable')
  })

  test('a database that is a folder is refused', () => {
    const folder = temporaryFolder(onTestFinished)
    mkdirSync(databaseFile(folder))
    expect(() => openDatabase(folder)).toThrow(LabError)
  })
})
