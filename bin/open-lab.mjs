// Opens the lab: in Electron where its binary and a display are there, else as the Node host with a browser window.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { nodeFlags } from './node.mjs'

/** Electron's binary, where one was unpacked; it is not an npm download. */
export function electronBinary(root) {
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron'
  const folders = [process.env.ELECTRON_OVERRIDE_DIST_PATH, join(root, 'node_modules', 'electron', 'dist')]
  return folders.filter(Boolean).map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Options that only the Node host understands: whoever gives one wants that host. */
const serverOptions = ['--port', '--no-open', '--server']

/**
 * Program and arguments of the host that fits this computer; `options` are handed on to it.
 * @param node the Node that the Node host runs under
 */
export function hostCommand(root, node, options) {
  const wantsServer = options.some((option) => serverOptions.some((name) => option === name || option.startsWith(`${name}=`)))
  const electron = wantsServer || !hasDisplay() ? null : electronBinary(root)
  if (electron !== null) return [electron, root, ...options]
  return [node, ...nodeFlags, join(root, 'out', 'main', 'server.js'), ...options.filter((option) => option !== '--server')]
}

/** How long the host may take to save its runs and leave, before it is ended. */
const patienceMs = 15_000

/** One press of Ctrl+C may come twice, from the terminal and from npm; a person takes longer for the second. */
const sameKeyMs = 500

/**
 * Runs the host until it ends, in a process group of its own: Ctrl+C reaches it once, through here, and it stops its
 * workers in order; whatever of the group is left when it has ended (or at a second Ctrl+C) is ended too.
 * @returns the exit code: the host's, or 130 after Ctrl+C
 */
export async function runHost(command, { cwd, env = process.env }) {
  const [program, ...args] = command
  const ownGroup = process.platform !== 'win32'
  const child = spawn(program, args, { cwd, env, stdio: 'inherit', detached: ownGroup })

  const endAll = (signal) => {
    try {
      if (ownGroup) process.kill(-child.pid, signal)
      else child.kill(signal)
    } catch {
      // Nothing of the group is left.
    }
  }
  let asked = null
  let askedAt = 0
  let timer
  const onSignal = (signal) => {
    if (asked !== null) {
      if (performance.now() - askedAt >= sameKeyMs) return endAll('SIGKILL')
      if (signal === 'SIGINT') asked = signal // both signals of one press, which come in either order
      return
    }
    asked = signal
    askedAt = performance.now()
    child.kill(signal)
    timer = setTimeout(() => endAll('SIGKILL'), patienceMs)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, onSignal)

  const ending = await new Promise((resolve) => {
    child.on('error', (error) => resolve({ error }))
    child.on('exit', (code, signal) => resolve({ code, signal }))
  })
  clearTimeout(timer)
  for (const signal of signals) process.off(signal, onSignal)
  if (ending.error) {
    process.stderr.write(`The lab could not be started: ${ending.error.message}. No run was changed.\n`)
    return 1
  }
  endAll('SIGTERM')
  if (asked !== null) return asked === 'SIGINT' ? 130 : 143
  return ending.code ?? 1
}
