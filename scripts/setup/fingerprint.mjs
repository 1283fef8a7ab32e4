// Fingerprints of files: a quick one of names, sizes and times, and an exact one of contents.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** All files below `entries` (files or folders, relative to root) that `wanted` keeps, sorted; what does not exist is left out. */
export function filesUnder(root, entries, wanted = () => true) {
  const found = []
  const visit = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false })
    if (stat === undefined) return
    if (stat.isDirectory()) for (const name of readdirSync(join(root, path))) visit(`${path}/${name}`)
    else if (wanted(path)) found.push({ path, size: stat.size, mtimeMs: stat.mtimeMs })
  }
  for (const entry of entries) visit(entry)
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Changes when a file is added, removed, or written; some milliseconds for a thousand files. */
export function quickFingerprint(files) {
  const hash = createHash('sha256')
  for (const { path, size, mtimeMs } of files) hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  return hash.digest('hex')
}

/** Changes only when a name or a content does: a fresh checkout of the same commit has the same one. */
export function exactFingerprint(root, files) {
  const hash = createHash('sha256')
  for (const { path } of files) {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
