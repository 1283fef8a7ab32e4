// Which Node runs the lab. Plain JavaScript without dependencies: it runs on any Node 18, before anything is installed.
import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

/** The stores of the lab need Node-API 10 (Node 22.14 and newer); below it the SQLite addon ends the process without a word. */
const nodeApi = 10

/** The Node that the project brings along: in a package `runtime/node`, in a clone the npm package of the platform; else null. */
export function pinnedNode(root) {
  const windows = process.platform === 'win32'
  const candidates = [
    join(root, 'runtime', windows ? 'node.exe' : 'node'),
    join(root, 'node_modules', `node-${windows ? 'win' : process.platform}-${process.arch}`, 'bin', windows ? 'node.exe' : 'node'),
  ]
  return candidates.find((path) => existsSync(path)) ?? null
}

/** The pinned Node, else the running one where it is new enough, else null. */
export function labNode(root) {
  return pinnedNode(root) ?? (Number(process.versions.napi) >= nodeApi ? process.execPath : null)
}

/**
 * How that Node is started. Checkpoints pass through it as memory outside its heap, which counts towards the limit of a small heap:
 * without a larger one to begin with, it looks through everything it holds several times a second while a run trains.
 */
export const nodeFlags = ['--initial-old-space-size=256']

/** Whether this process already runs under that Node. */
export function isThisNode(path) {
  try {
    return realpathSync(path) === realpathSync(process.execPath)
  } catch {
    return false
  }
}
