// What a kept result was made of, as hashes: a result is stale when one of them has changed since.
import { createHash, type Hash } from 'node:crypto'
import { record } from '../../src/engine/program/record.ts'
import { printProgram } from '../../src/engine/program/print.ts'
import type { Program } from '../../src/engine/program/program.ts'
import { gatherer } from '../../src/main/core/files/gather.ts'
import { resourcesFolder } from '../../src/main/core/paths.ts'
import { plannedRuns, type PlannedRun } from '../../src/main/core/runs/planned-runs.ts'
import type { TrainedPreset } from '../../src/main/core/runs/find-preset.ts'
import { experimentOf } from '../../src/science/experiment.ts'
import { sourcesFrom } from '../../src/science/sources.ts'
import type { NamedTensors } from '../../src/shared/tensors.ts'

export interface Provenance {
  /** Of the configuration in full. */
  readonly config: string
  /** Of update and evaluation as they are recorded, before passes. */
  readonly program: string
  /** Of the first weights and the data; of a run that goes on from another, those of its base. */
  readonly start: string
}

const digest = (hash: Hash): string => hash.digest('hex').slice(0, 16)

/** The same keys in the same order whatever order they were written in. */
export function configHash(config: unknown): string {
  return digest(createHash('sha256').update(JSON.stringify(sorted(config))))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]))
}

/** The runs of a preset for a seed, in order. */
export function runsFor(preset: TrainedPreset, seed: number): readonly PlannedRun[] {
  return plannedRuns(preset, { seed, steps: null, set: [] })
}

/** Presets bring their data along; none names a file of a user. */
const noBlobs = { has: () => false, read: (sha256: string) => Promise.reject(new Error(`A preset names the file ${sha256}.`)) }
const gather = gatherer(resourcesFolder(), noBlobs)

export async function provenanceOf({ config }: PlannedRun): Promise<Provenance> {
  const experiment = experimentOf(config, sourcesFrom(await gather(config)))
  const program = createHash('sha256')
  for (const part of [record((ops) => experiment.recordStep(ops)), record((ops) => experiment.recordEvaluation(ops))]) addProgram(program, part)
  const start = createHash('sha256')
  for (const tensors of [experiment.weights, experiment.data]) addTensors(start, tensors)
  return { config: configHash(config), program: digest(program), start: digest(start) }
}

/** Its text, and the constants in full, of which the text has the first elements only. */
function addProgram(hash: Hash, program: Program): void {
  hash.update(printProgram(program))
  for (const { primitive } of program.instructions) {
    for (const parameter of Object.values(primitive)) if (isTensor(parameter)) hash.update(bytesOf(parameter.data))
  }
}

function addTensors(hash: Hash, tensors: NamedTensors): void {
  for (const name of Object.keys(tensors).toSorted()) {
    const tensor = tensors[name]
    if (tensor === undefined) continue
    hash.update(`${name} ${tensor.dtype} [${tensor.shape.join(', ')}]`)
    hash.update(bytesOf(tensor.data))
  }
}

function isTensor(value: unknown): value is { readonly data: NodeJS.TypedArray } {
  return typeof value === 'object' && value !== null && 'data' in value && ArrayBuffer.isView(value.data)
}

function bytesOf({ buffer, byteOffset, byteLength }: NodeJS.TypedArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
