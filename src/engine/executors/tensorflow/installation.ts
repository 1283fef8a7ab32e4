import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

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

/** Whether it is to be expected that TensorFlow computes on a GPU: then its steps are timed against those of other executors. */
export function expectsGpu({ kind }: Installation): boolean {
  return kind === 'gpu' && gpuModel() !== null
}
