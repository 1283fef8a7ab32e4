import { createHash, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress, type ZstdOptions } from 'node:zlib'
import type Database from 'better-sqlite3'
import { LabError } from '../../../shared/errors.ts'
import { from, type Reads } from './reads.ts'
import type { BlobKind } from './schema.ts'

const decompress = promisify(zstdDecompress)
const toZstd: (bytes: Uint8Array, options: ZstdOptions) => Promise<Buffer> = promisify(zstdCompress)

/**
 * Weights hardly compress: a higher level than the first takes twice the time for 1 in 10⁵ of the bytes. Left to itself, Node goes to
 * another thread and back for each 16 KiB.
 */
function compress(bytes: Uint8Array): Promise<Buffer> {
  return toZstd(bytes, { chunkSize: Math.max(constants.Z_DEFAULT_CHUNK, bytes.length), params: { [constants.ZSTD_c_compressionLevel]: 1 } })
}

export interface Blob {
  readonly sha256: string
  readonly kind: BlobKind
  readonly size: number
}

/** Content by its hash: immutable files `blobs/ab/<sha256>.zst`, each on disk before the row that names it. */
export interface Blobs {
  /** Puts the bytes on disk, synced. They belong to the store once `name` has committed their row. */
  write(kind: BlobKind, bytes: Uint8Array): Promise<Blob>
  /** The row. Call inside the transaction that refers to it. */
  name(blob: Blob): void
  read(sha256: string): Promise<Uint8Array<ArrayBuffer>>
  /** Whether a row names it. */
  has(sha256: string): boolean
  /** It was written and its row is not committed yet, or it is a file of the user, which a configuration may name at any moment. */
  isInUse(sha256: string): boolean
  /** After the transaction in which rows were named: committed or not. */
  settle(isCommitted: boolean): void
  /** Removes the files of rows that are gone, but for those that are being written again. */
  removeFiles(blobs: readonly Blob[]): Promise<void>
}

export function blobs(folder: string, db: Database.Database, reads: Reads): Blobs {
  const pathOf = (sha256: string): string => blobPath(folder, sha256)
  const insert = db.prepare('INSERT INTO blob (sha256, kind, size) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
  const isKnown = (sha256: string): boolean => reads.first(from.selectFrom('blob').select('size').where('sha256', '=', sha256)) !== undefined
  const inUse = new Set<string>()
  let named: Blob[] = []

  return {
    async write(kind, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      inUse.add(sha256)
      const blob = { sha256, kind, size: bytes.length }
      if (!isKnown(sha256) || !(await exists(pathOf(sha256)))) await writeSynced(pathOf(sha256), await compress(bytes))
      return blob
    },

    name(blob) {
      insert.run(blob.sha256, blob.kind, blob.size)
      named.push(blob)
    },

    isInUse: (sha256) => inUse.has(sha256),

    settle(isCommitted) {
      if (isCommitted) for (const { sha256, kind } of named) if (kind !== 'data') inUse.delete(sha256)
      named = []
    },

    async removeFiles(gone) {
      for (const [i, { sha256 }] of gone.entries()) {
        // Looked at and removed in one go: a write of the same bytes is either seen here, or finds no row and writes the file anew.
        if (!inUse.has(sha256) && !isKnown(sha256)) rmSync(pathOf(sha256), { force: true })
        if (i % 100 === 99) await setImmediate()
      }
    },

    has: isKnown,

    read: (sha256) => readBlobFile(pathOf(sha256), sha256),
  }
}

/** Where a file of a store lies. */
export const blobPath = (folder: string, sha256: string): string => join(folder, 'blobs', sha256.slice(0, 2), `${sha256}.zst`)

/** The content of such a file, which is what its name says or is refused. */
export async function readBlobFile(path: string, sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = new Uint8Array(await decompress(await readFile(path)))
    if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes
  } catch {
    // Missing, cut or not zstd: the same news for the user as a wrong hash.
  }
  const sentence = `The saved file ${path} is missing or damaged, so what it held cannot be used. Other files and the curves are not affected; a backup may hold it.`
  throw new LabError('store-corrupt', sentence, { sha256 })
}

const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false)

/** The whole file or none of it: a name that is not final, sync, rename, then sync of the folders that hold the new names. */
async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path)
  const created = await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `${randomUUID()}.part`)
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(folder)
  if (created !== undefined) for (let f = dirname(folder); f.length >= dirname(created).length; f = dirname(f)) await syncFolder(f)
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return // folders cannot be opened there, and renames are journalled
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes what a killed owner was writing. */
export async function removeDrafts(folder: string): Promise<void> {
  const files = await readdir(join(folder, 'blobs'), { recursive: true }).catch(() => [])
  for (const file of files) if (file.endsWith('.part')) await rm(join(folder, 'blobs', file), { force: true })
}
