import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { LabError } from '../../shared/errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The platform's folder for application data; GROKSCOPE_STORE names another. */
export function defaultStore(env: Environment = process.env, platform: NodeJS.Platform = process.platform, home = homedir()): string {
  if (env.GROKSCOPE_STORE) return env.GROKSCOPE_STORE
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Grokscope')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Grokscope')
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'grokscope')
}

/** `resources/` beside `src/` or `out/`. */
export function resourcesFolder(here = import.meta.dirname): string {
  const found = above(here, (folder) => (existsSync(join(folder, 'resources', 'fonts')) ? join(folder, 'resources') : null))
  if (found === null) throw incomplete('the folder resources is missing')
  return found
}

/** The plain Node that computes and the file it runs: `worker.js` in a build, `worker/index.ts` in the sources. */
export function workerCommand(here = import.meta.dirname, env: Environment = process.env): { readonly node: string; readonly entry: string } {
  const entry = above(here, (folder) => [join(folder, 'worker.js'), join(folder, 'worker', 'index.ts')].find(existsSync) ?? null)
  if (entry === null) throw incomplete('the worker is missing')
  const node = env.GROKSCOPE_NODE || bundledNode(here) || ownNode()
  if (node === null) throw incomplete('its own Node is missing')
  return { node, entry }
}

/** Of a package (`runtime/` beside `out/`) or of the dependencies in a clone. */
function bundledNode(here: string): string | null {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const system = process.platform === 'win32' ? 'win' : process.platform
  const places = [join('runtime', name), join('node_modules', `node-${system}-${process.arch}`, 'bin', name)]
  return above(here, (folder) => places.map((place) => join(folder, place)).find(existsSync) ?? null)
}

/** This process where it is plain Node and new enough: the store's addon crashes below N-API 10. */
function ownNode(): string | null {
  const isPlain = process.versions.electron === undefined && Number(process.versions.napi) >= 10
  return isPlain ? process.execPath : null
}

function above<T>(folder: string, look: (folder: string) => T | null): T | null {
  const found = look(folder)
  const parent = dirname(folder)
  return found !== null || parent === folder ? found : above(parent, look)
}

function incomplete(what: string): LabError {
  return new LabError('internal', `Grokscope is not installed completely: ${what}. Your data are not affected. Run "npm start" in the clone, or unpack the package again.`)
}
