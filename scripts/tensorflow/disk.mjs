// Room on the disk, asked before anything is downloaded.
import { mkdirSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../setup/step.mjs'
import { inWords } from './plan.mjs'

export function freeBytes(folder) {
  mkdirSync(folder, { recursive: true })
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

export function needRoom(folder, needed, free = freeBytes(folder)) {
  if (free >= needed) return
  throw new SetupError(`Setting TensorFlow up needs ${inWords(needed)} of free disk in ${folder}, but there are ${inWords(free)}. Nothing was downloaded. Make room and run the command again.`)
}

/** Bytes of all files below a folder; 0 when it is not there. */
export function sizeBelow(folder) {
  let sum = 0
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat?.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name))
    else sum += stat?.size ?? 0
  }
  visit(folder)
  return sum
}
