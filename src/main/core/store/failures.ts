import { LabError } from '../../../shared/errors.ts'

const code = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

export function isDiskFull(error: unknown): boolean {
  return (error instanceof LabError && error.code === 'disk-full') || ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE'].includes(code(error))
}

export function isDamage(error: unknown): boolean {
  return code(error).startsWith('SQLITE_CORRUPT') || code(error) === 'SQLITE_NOTADB'
}

export function isBusy(error: unknown): boolean {
  return code(error).startsWith('SQLITE_BUSY')
}

export function unwritable(folder: string, error: unknown): LabError {
  const why = error instanceof Error ? error.message : String(error)
  const sentence = `The lab cannot write to its data folder ${folder} (${why}). Nothing was changed. Choose another folder with --store, or allow writing to this one.`
  return new LabError('store-unwritable', sentence, { folder })
}

export function foreign(file: string): LabError {
  const sentence = `The file ${file} is a database of another program, not a Grokscope store. Nothing was changed. Choose another folder with --store, or move the file away.`
  return new LabError('store-corrupt', sentence, { file })
}

export function corrupt(file: string, finding: string): LabError {
  const sentence = `The lab's database ${file} is damaged (${finding}). Nothing was changed on disk. Put a backup in its place, or open another folder with --store.`
  return new LabError('store-corrupt', sentence, { file, finding })
}

export function newer(file: string, version: number, ours: number): LabError {
  const sentence = `The database ${file} was written by a newer Grokscope (store version ${version}; this one knows ${ours}). Nothing was changed. Open it with the newer version.`
  return new LabError('store-newer', sentence, { file, version, ours })
}

export function diskFull(what: string): LabError {
  return new LabError('disk-full', `The disk is full, so ${what}. Everything saved until then is safe. Free some space, then resume the run.`)
}

/** Why a store does not open, where that lies with the disk or the database. */
export function cannotOpen(folder: string, error: unknown): unknown {
  if (error instanceof LabError || code(error) === '') return error
  if (isDiskFull(error)) return diskFull('the lab cannot open')
  return isDamage(error) ? asLabError(error) : unwritable(folder, error)
}

/** A failure of the disk or the database under a request, with a sentence. */
export function asLabError(error: unknown): unknown {
  if (error instanceof LabError) return error
  if (isDiskFull(error)) return diskFull('this was not saved')
  if (isDamage(error)) return corrupt('lab.db', error instanceof Error ? error.message : String(error))
  return error
}
