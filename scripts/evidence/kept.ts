// Results as they are kept: resources/evidence/PRESET.json with what was measured, resources/expected/PRESET.json with the ghost line.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { EventSteps, ExecutorName, FinalValues } from '../../src/shared/schema/run.ts'

const root = join(import.meta.dirname, '..', '..')
export const evidenceFolder = join(root, 'resources', 'evidence')
export const expectedFolder = join(root, 'resources', 'expected')

const KeptRun = z.strictObject({
  /** Null outside a set. */
  member: z.string().nullable(),
  seed: z.int(),
  /** Hashes of configuration, recorded program and first state. */
  config: z.string(),
  program: z.string(),
  start: z.string(),
  steps: z.int(),
  end: z.enum(['finished', 'diverged', 'not begun']),
  seconds: z.number(),
  events: EventSteps,
  final: FinalValues.nullable(),
})

export const Kept = z.strictObject({
  preset: z.string(),
  version: z.string(),
  /** Null for theory. */
  executor: z.strictObject({ name: ExecutorName, build: z.string(), threads: z.int() }).nullable(),
  machine: z.strictObject({ processor: z.string(), cores: z.int(), memoryGiB: z.int(), system: z.string(), node: z.string() }),
  seeds: z.array(z.int()),
  /** Seeds that came out as the preset promises. */
  checkedSeeds: z.array(z.int()),
  /** Theory has its parameters' hash here. */
  theory: z.string().nullable(),
  runs: z.array(KeptRun),
  /** Taken of checkpoints afterwards. */
  measured: z.array(z.strictObject({ member: z.string().nullable(), seed: z.int(), measure: z.string(), step: z.int(), values: z.record(z.string(), z.number()) })),
  claims: z.array(z.strictObject({ id: z.string(), claim: z.string(), published: z.string(), measured: z.string(), holds: z.boolean() })),
})
export type Kept = z.output<typeof Kept>
export type KeptRun = Kept['runs'][number]

/** Of all runs together; theory takes none that counts. */
export function secondsOf({ runs }: Kept): number {
  return runs.reduce((sum, { seconds }) => sum + seconds, 0)
}

const Curve = z.strictObject({ steps: z.array(z.int()), values: z.array(z.number().nullable()) })
const _Line = z.strictObject({ medianCurves: z.record(z.string(), Curve) })
/** A set has a line for each member. */
export type Expected = z.output<typeof _Line> | { readonly members: Readonly<Record<string, z.output<typeof _Line>>> }

export function readKept(preset: string): Kept | null {
  const file = join(evidenceFolder, `${preset}.json`)
  return existsSync(file) ? Kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
}

export function keptPresets(): readonly string[] {
  return existsSync(evidenceFolder) ? readdirSync(evidenceFolder).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)).sort() : []
}

export function writeKept(kept: Kept, expected: Expected | null): void {
  mkdirSync(evidenceFolder, { recursive: true })
  mkdirSync(expectedFolder, { recursive: true })
  writeFileSync(join(evidenceFolder, `${kept.preset}.json`), keptText(kept))
  if (expected !== null) writeFileSync(join(expectedFolder, `${kept.preset}.json`), `${JSON.stringify(expected)}\n`)
}

/** A run, a measured value and a claim a line, so that a change can be read. */
export function keptText(kept: Kept): string {
  const entries = Object.entries(kept).map(([key, value]: [string, unknown]) => {
    const isList = Array.isArray(value) && value.some((each) => typeof each === 'object')
    return `"${key}": ${isList ? `[\n  ${value.map((each) => JSON.stringify(each)).join(',\n  ')}\n]` : JSON.stringify(value)}`
  })
  return `{\n${entries.join(',\n')}\n}\n`
}
