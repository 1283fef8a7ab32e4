// Runs one program of the set-up with its output in a log file; on failure the end of the log says why.
import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A failure that is told in sentences: no stack, the log's end below it. */
export class SetupError extends Error {
  constructor(message, { log = null, interrupted = false } = {}) {
    super(message)
    this.log = log
    this.interrupted = interrupted
  }
}

const linesShown = 25

/** The last lines of a log, without the blank ones. */
export function tailOf(log) {
  try {
    return readFileSync(log, 'utf8').split('\n').filter((line) => line.trim() !== '').slice(-linesShown).join('\n')
  } catch {
    return ''
  }
}

/**
 * @param command program and arguments
 * @param options `log`: file for its output; `failure`: the sentence when it does not end with 0
 */
export async function runLogged(command, { cwd, env, log, failure }) {
  mkdirSync(dirname(log), { recursive: true })
  const output = openSync(log, 'w')
  const [program, ...args] = command
  const child = spawn(program, args, { cwd, env: env ?? process.env, stdio: ['ignore', output, output], windowsHide: true })
  // Ctrl+C reaches the child by itself on a terminal; a plain `kill` of this process must reach it too.
  let interrupted = false
  const pass = (signal) => {
    interrupted = true
    child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  try {
    const ending = await new Promise((resolve) => {
      child.on('error', (error) => resolve({ error }))
      child.on('close', (code, signal) => resolve({ code, signal }))
    })
    if (interrupted) throw new SetupError('Set-up was interrupted. Run the command again; it starts over where needed.', { interrupted })
    if (ending.error) throw new SetupError(`${failure} (${program} could not be started: ${ending.error.message})`)
    if (ending.code !== 0) throw new SetupError(`${failure} (${ending.signal ?? `exit code ${ending.code}`}; the whole log is in ${log})`, { log })
  } finally {
    for (const signal of signals) process.off(signal, pass)
    closeSync(output)
  }
}
