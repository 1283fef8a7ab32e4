import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { LabError } from '../../shared/errors.ts'

/** Writes a file as a whole: it appears complete under its name, or what stood there before stays. */
export function writeFileAtomically(path: string, bytes: Uint8Array): string {
  const file = resolve(path)
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.part`)
  try {
    const handle = openSync(draft, 'wx')
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw cannotWrite(file, error)
  }
  return file
}

function cannotWrite(file: string, error: unknown): LabError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return new LabError('disk-full', `The disk is full, so ${file} was not written. The run is safe in the store. Free some space, or name another place with --out.`)
  const why = { ENOENT: 'its folder does not exist', EACCES: 'writing there is not allowed', EROFS: 'the disk is read-only', EISDIR: 'it is a folder' }[code] ?? String(error)
  return new LabError('bad-input', `${file} was not written: ${why}. The run is safe in the store. Name another file with --out.`)
}
