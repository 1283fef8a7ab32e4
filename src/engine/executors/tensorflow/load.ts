import { createRequire } from 'node:module'
import { join } from 'node:path'
import util from 'node:util'
import { LabError } from '../../../shared/errors.ts'
import { Device } from './device.ts'
import type { Installation } from './installation.ts'
import type { Tfjs } from './tfjs.ts'

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
