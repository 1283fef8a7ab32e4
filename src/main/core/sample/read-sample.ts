import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LabError } from '../../../shared/errors.ts'
import { decodeSafetensors } from '../../../shared/safetensors.ts'
import { parseTensorKey, SampleRun, sampleFiles } from '../../../shared/schema/sample.ts'
import type { StoredCurves } from '../store/curves.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'

export interface ReadSample {
  readonly run: Omit<SampleRun, 'curves'>
  readonly curves: StoredCurves
}

/** `resources/sample/run.json`. */
export async function readSample(resources: string): Promise<ReadSample> {
  const file = join(resources, 'sample', sampleFiles.run)
  const { curves, ...run } = SampleRun.parse(JSON.parse(await read(file).then((bytes) => new TextDecoder().decode(bytes))))
  return {
    run,
    curves: Object.fromEntries(Object.entries(curves).map(([name, { steps, values }]) => [name, { steps: Uint32Array.from(steps), values: Float64Array.from(values) }])),
  }
}

/** Weights at every checkpoint, in the order of steps. */
export async function readSampleWeights(resources: string): Promise<readonly { readonly step: number; readonly tensors: NamedTensors }[]> {
  const tensors = decodeSafetensors(await read(join(resources, 'sample', sampleFiles.weights)))
  const bySteps = new Map<number, Record<string, NamedTensors[string]>>()
  for (const [key, tensor] of Object.entries(tensors)) {
    const { step, name } = parseTensorKey(key)
    bySteps.set(step, { ...bySteps.get(step), [name]: tensor })
  }
  return [...bySteps].sort(([a], [b]) => a - b).map(([step, found]) => ({ step, tensors: found }))
}

async function read(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    throw new LabError('internal', `The sample run that comes with the lab cannot be read: ${file}. Saved runs are not affected; install the lab again to have it back.`, { file, reason: String(error) })
  }
}
