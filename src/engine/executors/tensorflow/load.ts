import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import util from 'node:util'
import { LabError } from '../../../shared/errors.ts'
import { Device } from './device.ts'
import type { Tfjs } from './tfjs.ts'

/** What `npm run tensorflow:setup` leaves behind when it is done (`scripts/tensorflow/`). */
export interface Installation {
  readonly folder: string
  readonly kind: 'cpu' | 'gpu'
  /** Version of TensorFlow's own library. */
  readonly tensorflow: string
  readonly tfjs: string
}

const schema = 1

/** The installation that GROKSCOPE_TENSORFLOW names, else `.tensorflow/` in a folder above this file; null when there is none that is complete. */
export function findInstallation(here = import.meta.dirname, named = process.env.GROKSCOPE_TENSORFLOW): Installation | null {
  if (named) return readInstallation(named)
  const found = readInstallation(join(here, '.tensorflow'))
  const above = dirname(here)
  return found !== null || above === here ? found : findInstallation(above, '')
}

function readInstallation(folder: string): Installation | null {
  try {
    const ready = JSON.parse(readFileSync(join(folder, 'ready.json'), 'utf8')) as Omit<Installation, 'folder'> & { schema: number }
    return ready.schema === schema ? { folder, kind: ready.kind, tensorflow: ready.tensorflow, tfjs: ready.tfjs } : null
  } catch {
    return null
  }
}

/** Model of the first NVIDIA GPU that the driver knows (Linux), or null. */
export function gpuModel(proc = '/proc/driver/nvidia/gpus'): string | null {
  if (!existsSync(proc)) return null
  for (const gpu of readdirSync(proc)) {
    const information = join(proc, gpu, 'information')
    const model = existsSync(information) ? /^Model:\s*(.+)$/m.exec(readFileSync(information, 'utf8'))?.[1] : undefined
    if (model) return model.trim()
  }
  return null
}

/**
 * TensorFlow reads these when its library is loaded. No TF32: products of f32 are f32, as everywhere else. Memory of the GPU
 * is taken as it is needed, so several runs share one. What the user has set stays.
 */
function prepareEnvironment(threads: number): void {
  const wanted = {
    TF_CPP_MIN_LOG_LEVEL: '3',
    NVIDIA_TF32_OVERRIDE: '0',
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
  }
  for (const [name, value] of Object.entries(wanted)) process.env[name] ??= value
}

let loaded: { readonly folder: string; readonly device: Device } | null = null

/**
 * TensorFlow, loaded into this process at the first call and there until its end: 0.4 GB and a second. The number of threads is
 * that of the first call, because the library reads it once.
 */
export function loadDevice({ folder }: Installation, threads: number): Device {
  if (loaded !== null && loaded.folder === folder) return loaded.device
  prepareEnvironment(threads)
  // tfjs 4.22 calls two functions that Node 23 removed.
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined, isArray: Array.isArray })
  try {
    const tf = createRequire(join(folder, 'packages', 'package.json'))('@tensorflow/tfjs-node-gpu') as Tfjs
    loaded = { folder, device: new Device(tf) }
    return loaded.device
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new LabError(
      'executor-unavailable',
      `TensorFlow is installed in ${folder}, but it does not load: ${message} Nothing was started. Run "npm run tensorflow:setup" to make it again, or choose another executor.`,
      { executor: 'tensorflow', message },
    )
  }
}
