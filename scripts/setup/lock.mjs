// One set-up at a time in a folder: a second one waits for the first instead of installing over it.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
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

/** The lock appears under its name with its content or not at all. */
function take(file) {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Removes the lock of a holder that is gone. Renamed first: of two that do this at once, one has taken a living lock away, and gives it back. */
function clear(file) {
  const taken = `${file}.${process.pid}.gone`
  try {
    renameSync(file, taken)
    if (holderOf(taken) !== null) linkSync(taken, file)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  }
  rmSync(taken, { force: true })
}

/** Runs `work` while holding `file`; a lock whose holder is gone is taken over. */
export async function withLock(file, say, work) {
  mkdirSync(dirname(file), { recursive: true })
  for (let waiting = false; !take(file); ) {
    if (holderOf(file) === null) {
      clear(file)
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
