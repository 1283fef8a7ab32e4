import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '..')
const execute = promisify(execFile)

/** Runs a verb of the built command line on a store, as a user would beside the open lab. */
export async function grokscope(store: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [join(root, 'bin/grokscope.mjs'), ...words, '--store', store], { maxBuffer: 1 << 26 })
  return stdout
}

interface ShortRun {
  readonly runId: string
}

/** Trains a short pocket grok through the command line; under a second of work. */
export async function shortRun(store: string, seed: number, steps = 60, ...words: readonly string[]): Promise<string> {
  const printed = await grokscope(store, 'run', 'pocket-grok', '--seed', String(seed), '--steps', String(steps), '--json', ...words)
  return (JSON.parse(printed) as ShortRun).runId
}
