import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it that are missing, private to the user.
 *
 * Not `mkdirSync` with `recursive`: on file systems that answer ENOENT to every mkdir, such as /proc, Node 24 tries for ever.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = []
  for (let at = folder; !exists(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at)
  for (const each of missing) {
    try {
      mkdirSync(each, { mode: 0o700 })
    } catch (error) {
      // Another lab that starts at the same moment may have made it.
      if (!exists(each)) throw error
    }
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}
