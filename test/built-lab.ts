import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')

/** Builds out/ where the sources have changed since; some milliseconds where they have not. */
export function build(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'setup.mjs'), '--only-build'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The lab could not be built, so its programs cannot be tested.\n${stderr}`)
}

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {}): Promise<Outcome> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', fail)
    child.on('close', (status) => done({ status, stdout, stderr }))
  })
}

/** A verb of the built command line. */
export function grokscope(...words: readonly string[]): Promise<Outcome> {
  return run(process.execPath, [join(root, 'bin', 'grokscope.mjs'), ...words])
}

/** Changes when any file of a folder does; a folder that is not there has one too. */
export function folderHash(folder: string): string {
  const hash = createHash('sha256')
  let entries
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch {
    return 'no folder'
  }
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}
