// One set-up at a time in a folder: a second one waits for the first instead of installing over it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

function holderOf(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    if (!Number.isInteger(pid) || pid <= 0) return null
    process.kill(pid, 0) // signal 0 only asks whether the process is there
    return pid
  } catch (error) {
    return error.code === 'EPERM' ? -1 : null
  }
}

/** Runs `work` while holding `file`; a lock whose holder is gone is taken over. */
export async function withLock(file, say, work) {
  mkdirSync(dirname(file), { recursive: true })
  for (let waiting = false; ; ) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (holderOf(file) === null) {
      rmSync(file, { force: true })
      continue
    }
    if (!waiting) say('Another set-up of this folder is running; waiting for it.')
    waiting = true
    await wait(250)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}
