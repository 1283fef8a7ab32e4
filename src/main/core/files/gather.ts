import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { LabError } from '../../../shared/errors.ts'
import { filesOf, isBundled, type BundledFile } from '../../../shared/schema/files.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { Blobs } from '../store/blobs.ts'

const unpack = promisify(gunzip)

/** Files by the names that `filesOf` gives. */
export type Gather = (config: RunConfig) => Promise<Record<string, Uint8Array<ArrayBuffer>>>

/** Everything that a configuration needs beside itself: from `resources/data`, and from what was added to the store. */
export function gatherer(resources: string, blobs: Pick<Blobs, 'read' | 'has'>): Gather {
  // A process that computes much on the same images reads them once.
  const bundled = new Map<BundledFile, Promise<Uint8Array<ArrayBuffer>>>()
  const readBundled = (name: BundledFile): Promise<Uint8Array<ArrayBuffer>> => {
    const known = bundled.get(name) ?? bundledFile(resources, name)
    bundled.set(name, known)
    known.catch(() => bundled.delete(name))
    return known
  }
  const readOwn = (sha256: string): Promise<Uint8Array<ArrayBuffer>> => {
    if (blobs.has(sha256)) return blobs.read(sha256)
    throw new LabError('bad-config', `This store has no file ${sha256}. Nothing was started; name the file by its path on the command line, which adds it.`, { file: sha256 })
  }
  return async (config) => Object.fromEntries(await Promise.all(filesOf(config).map(async (name) => [name, await (isBundled(name) ? readBundled(name) : readOwn(name))] as const)))
}

/** `NAME.idx.gz` of `resources/data`, unpacked. */
async function bundledFile(resources: string, name: BundledFile): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(resources, 'data', `${name}.idx.gz`)
  try {
    return new Uint8Array(await unpack(await readFile(path)))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LabError('internal', `Grokscope is not installed completely: ${path} cannot be read (${why}). Your data are not affected; unpack the package again.`, { file: name })
  }
}
