import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { LabError } from '../../../shared/errors.ts'

/** A socket's path has at most 104 bytes on macOS and 108 on Linux, with the zero at its end. */
const longestPath = 100

const record = (store: string): string => join(store, 'lab.addr')

/** A path for the owner's socket, short enough for the system. A path outside the store is recorded in it. */
export function chooseAddress(store: string): string {
  rmSync(record(store), { force: true })
  if (process.platform === 'win32') return `\\\\.\\pipe\\grokscope-${nameOf(store)}`
  const near = join(store, 'lab.sock')
  if (Buffer.byteLength(near) <= longestPath) return near
  const far = join(privateFolder(store), 'lab.sock')
  writeFileSync(record(store), far, { mode: 0o600 })
  return far
}

/** Where an owner of the store would listen; null when the store does not exist. */
export function knownAddress(store: string): string | null {
  try {
    if (process.platform === 'win32') return `\\\\.\\pipe\\grokscope-${nameOf(store)}`
    return readFileSync(record(store), 'utf8')
  } catch {
    const near = join(store, 'lab.sock')
    return Buffer.byteLength(near) <= longestPath ? near : null
  }
}

/** Removes what an owner leaves; the path of a pipe vanishes by itself. */
export function forgetAddress(store: string, address: string): void {
  if (process.platform !== 'win32') rmSync(address, { force: true })
  rmSync(record(store), { force: true })
}

function nameOf(store: string): string {
  return createHash('sha256').update(realpathSync(store)).digest('hex').slice(0, 16)
}

/** In a folder that anybody can write to, only one that is ours and closed to others is trusted. */
function privateFolder(store: string): string {
  const { uid } = userInfo()
  const parent = Buffer.byteLength(tmpdir()) < 40 ? tmpdir() : '/tmp'
  const folder = join(parent, `grokscope-${uid}-${nameOf(store)}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return folder
  const sentence = `The folder ${folder}, where the lab would listen for its own commands, belongs to somebody else or is open to others. Nothing was changed. Remove it, or choose a data folder with a shorter path.`
  throw new LabError('store-unwritable', sentence, { folder })
}
