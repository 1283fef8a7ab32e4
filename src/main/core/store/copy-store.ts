import { constants, rmSync } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { LabError } from '../../../shared/errors.ts'
import type { Moved, MoveProgress } from '../../../shared/schema/storage.ts'
import { blobPath, readBlobFile } from './blobs.ts'
import { databaseFile } from './database.ts'
import { quickCheck } from './inspect.ts'

type Tell = (progress: MoveProgress) => Promise<void>

/** Pages of the database between two looks at who else waits. */
const pagesAtOnce = 500
const filesAtOnce = 50
const sides = ['-wal', '-shm', '-journal'] as const
/** Shares of the whole that are spoken of: the files are most of it. */
const databaseShare = 0.2
const filesShare = 0.9

/**
 * A whole copy of a store in a folder that is new or empty. The database is copied by SQLite's own backup, which takes its log along;
 * immutable files are the same files under a second name where the file system can do that, else copies whose content is checked.
 * The database gets its name last, so that what is not whole is not taken for a store; on failure everything made here is removed.
 */
export async function copyStore(db: Database.Database, from: string, to: string, tell: Tell, signal: AbortSignal): Promise<Moved> {
  const folder = await targetFor(from, to)
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const draft = `${databaseFile(folder)}.part`
    await db.backup(draft, { progress: ({ totalPages, remainingPages }) => {
      signal.throwIfAborted()
      void tell({ share: totalPages === 0 ? 0 : databaseShare * (1 - remainingPages / totalPages), part: 'database' }).catch(() => undefined)
      return pagesAtOnce
    } })
    const { hashes, runs } = checked(draft)
    const linked = await copyFiles(hashes, from, folder, tell, signal)
    await copyBackups(from, folder)
    await tell({ share: filesShare, part: 'check' })
    for (const sha256 of hashes) await stat(blobPath(folder, sha256))
    await synced(draft)
    signal.throwIfAborted()
    await rename(draft, databaseFile(folder))
    await synced(folder)
    return { folder, runs, files: hashes.length, linked }
  } catch (error) {
    await remove(folder, made)
    if (signal.aborted) throw new LabError('cancelled', 'The copy was cancelled. Nothing of it is left, and the store is as it was.')
    throw error
  }
}

/** A folder that can hold the copy; refuses one that holds something, or that is part of the store. */
async function targetFor(from: string, to: string): Promise<string> {
  if (!isAbsolute(to)) throw new LabError('bad-input', `“${to}” is not a whole path, so it is not clear where it is. Nothing was copied; write it from the root, as ${resolve('/', 'data', 'grokscope')}.`, { folder: to })
  const folder = resolve(to)
  const inside = relative(resolve(from), folder)
  if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside))) {
    throw new LabError('bad-input', `${folder} lies in the store itself. Nothing was copied; choose a folder beside it or elsewhere.`, { folder })
  }
  const held = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new LabError('bad-input', `${folder} cannot be used (${error.message}). Nothing was copied; choose a new or an empty folder.`, { folder })
  })
  if (held.length > 0) throw new LabError('bad-input', `${folder} is not empty. Nothing was copied; choose a new or an empty folder.`, { folder })
  return folder
}

/** The copy as it will be opened: sound, and what it names. */
function checked(file: string): { readonly hashes: string[]; readonly runs: number } {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const finding = quickCheck(db)
    if (finding !== null) throw new LabError('store-corrupt', `The copy of the database is not sound (${finding}), so it was removed. The store is as it was; “grokscope doctor” checks it.`)
    return {
      hashes: db.prepare<[], string>('SELECT sha256 FROM blob ORDER BY sha256').pluck().all(),
      runs: Number(db.prepare('SELECT count(*) FROM run').pluck().get()),
    }
  } finally {
    db.close()
    // Reading a file in WAL mode makes these two beside it.
    for (const side of sides) rmSync(`${file}${side}`, { force: true })
  }
}

/** Returns how many are the same file on disk. */
async function copyFiles(hashes: readonly string[], from: string, to: string, tell: Tell, signal: AbortSignal): Promise<number> {
  let linked = 0
  const folders = new Set<string>()
  for (const [i, sha256] of hashes.entries()) {
    if (i % filesAtOnce === 0) {
      signal.throwIfAborted()
      await tell({ share: databaseShare + (filesShare - databaseShare) * (i / hashes.length), part: 'files' })
    }
    const target = blobPath(to, sha256)
    if (!folders.has(dirname(target))) folders.add(await mkdir(dirname(target), { recursive: true, mode: 0o700 }).then(() => dirname(target)))
    if (await linkOrCopy(blobPath(from, sha256), target)) linked++
    else await readBlobFile(target, sha256) // throws where its content is not what its name says
  }
  for (const folder of folders) await synced(folder)
  return linked
}

/** True where the file is the same under a second name. */
async function linkOrCopy(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch {
    // Another disk, or a file system without links.
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    await synced(to)
    return false
  }
}

/** Databases from before a migration: nobody writes to them. */
async function copyBackups(from: string, to: string): Promise<void> {
  const files = await readdir(join(from, 'backups')).catch(() => [])
  if (files.length > 0) await mkdir(join(to, 'backups'), { mode: 0o700 })
  for (const file of files) await linkOrCopy(join(from, 'backups', file), join(to, 'backups', file))
}

async function synced(path: string): Promise<void> {
  if (process.platform === 'win32') return // folders cannot be opened there, and renames are journalled
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What was made: in a folder that was there, its content only. */
async function remove(folder: string, made: string | undefined): Promise<void> {
  for (const name of ['blobs', 'backups', 'lab.db', 'lab.db.part', ...sides.map((side) => `lab.db.part${side}`)]) await rm(join(folder, name), { recursive: true, force: true })
  if (made === undefined) return
  for (let at = folder; at.length >= made.length; at = dirname(at)) await rmdir(at).catch(() => undefined)
}
