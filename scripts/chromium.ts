// Chromium for the end-to-end tests and the pictures: the one of the system, never a download of its own.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The first Chromium or Chrome on PATH or in /usr/bin; CHROMIUM names another. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'].filter((folder) => folder !== '')
  const candidates = [...(env['CHROMIUM'] ? [env['CHROMIUM']] : []), ...names.flatMap((name) => folders.map((folder) => join(folder, name)))]
  return candidates.find(isProgram) ?? null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Whether `installChromium` may try: Debian or a child of it, as root. */
export function canInstallChromium(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
}

/** Chromium from the distribution's packages; null when that did not work either. */
export function installChromium(say: (sentence: string) => void): string | null {
  say('No Chromium was found; installing it from the packages of this Debian (apt-get install chromium).')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update', '-q'], ['install', '-y', '-q', '--no-install-recommends', 'chromium']]) {
    const { status } = spawnSync('/usr/bin/apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
    if (status !== 0) {
      say(`apt-get ${args[0]} failed.`)
      return null
    }
  }
  return findChromium()
}
