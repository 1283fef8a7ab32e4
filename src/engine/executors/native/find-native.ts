import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { interfaceVersion, type Addon, type BuildInfo } from './addon.ts'
import { NativeExecutor } from './native-executor.ts'

/** Node-API version that the addon is built for. */
const nodeApi = 8

/** The machine that looks for the addon; tests name others. */
export interface Host {
  readonly platform: string
  readonly arch: string
  /** Node-API of the running Node. */
  readonly napi: number
  /** The folder that holds one folder of prebuilt files a platform; null where there is none. */
  readonly prebuilt: string | null
}

export type AddonFinding = { readonly addon: Addon; readonly build: BuildInfo } | { readonly absence: string }

export function thisHost(): Host {
  return { platform: process.platform, arch: process.arch, napi: Number(process.versions.napi), prebuilt: prebuiltFolder(import.meta.dirname) }
}

/** The native executor of this installation, or the sentence that says why there is none. */
export function findNative(host: Host = thisHost()): { readonly executor: NativeExecutor } | { readonly absence: string } {
  const finding = findAddon(host)
  return 'absence' in finding ? finding : { executor: new NativeExecutor(finding.addon, finding.build) }
}

/**
 * Loads the addon of this platform. A file that was damaged is refused before it is loaded, because loading half an addon may end
 * the process; what loads and is not ours, or of another version, is refused before it is used.
 */
export function findAddon({ platform, arch, napi, prebuilt }: Host, load: (path: string) => unknown = createRequire(import.meta.url)): AddonFinding {
  const name = `${platform}-${arch}`
  const absence = (why: string): AddonFinding => ({ absence: `The native executor is not part of this installation: ${why}` })
  if (prebuilt === null || !existsSync(join(prebuilt, name, 'grokscope.node'))) {
    return absence(`there is no addon for ${name}. With a Rust toolchain "npm run native:build" makes one.`)
  }
  if (!(napi >= nodeApi)) return absence(`the addon needs Node-API ${nodeApi}, and this Node has ${napi}. Use Node 24.`)
  const path = join(prebuilt, name, 'grokscope.node')
  try {
    const damage = damageOf(path, join(prebuilt, name, 'grokscope.json'))
    if (damage !== null) return absence(`${damage} Get it again from the repository, or run "npm run native:build".`)
    const loaded = load(path)
    if (!isAddon(loaded)) return absence('the file is an addon, but not this one. Get it again from the repository.')
    const found = loaded.interfaceVersion()
    if (found !== interfaceVersion) return absence(`the addon speaks version ${found} and the lab version ${interfaceVersion}. Run "npm run native:build", or get the addon of this version.`)
    return { addon: loaded, build: loaded.buildInfo() }
  } catch (error) {
    return absence(`the addon cannot be loaded here (${error instanceof Error ? error.message.split('\n')[0] : String(error)}).`)
  }
}

/** A sentence when the file is not the one that was recorded when it was built. */
function damageOf(path: string, recordPath: string): string | null {
  if (!existsSync(recordPath)) return 'the record that belongs to the addon, grokscope.json, is missing.'
  const record: unknown = JSON.parse(readFileSync(recordPath, 'utf8'))
  const wanted = typeof record === 'object' && record !== null && 'sha256' in record ? record.sha256 : null
  return createHash('sha256').update(readFileSync(path)).digest('hex') === wanted ? null : 'the file was damaged or replaced.'
}

function isAddon(loaded: unknown): loaded is Addon {
  return typeof loaded === 'object' && loaded !== null && 'interfaceVersion' in loaded && typeof loaded.interfaceVersion === 'function'
}

/** `native/prebuilt` beside `src/` or `out/`. */
function prebuiltFolder(here: string): string | null {
  const folder = join(here, 'native', 'prebuilt')
  if (existsSync(folder)) return folder
  return dirname(here) === here ? null : prebuiltFolder(dirname(here))
}
