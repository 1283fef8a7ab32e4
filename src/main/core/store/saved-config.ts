import { LabError } from '../../../shared/errors.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunRow } from './run-table.ts'

type SavedRow = Pick<RunRow, 'id' | 'name' | 'config' | 'config_schema' | 'seed' | 'step'>

/** The schema of configurations that this lab writes. */
const ourSchema = RunConfig.shape.schema.unwrap().value

/** Such a run is left as it is, for the version that made it. */
export const isOfNewerVersion = ({ config_schema }: Pick<RunRow, 'config_schema'>): boolean => config_schema > ourSchema

const whatStays = 'It is read-only: its curves and weights can be viewed and exported.'

/** Configurations that were read, by their text: the list of runs is made of them, again for each page that opens. */
const read = new Map<string, RunConfig>()
const mostRead = 5000

/** The configuration of a saved run. Where it is not one of this version, `readOnly` says so, and what is in it is not checked. */
export function savedConfig(row: SavedRow): { readonly config: RunConfig; readonly readOnly: string | null } {
  if (isOfNewerVersion(row)) {
    return { config: unchecked(row, jsonOf(row.config)), readOnly: `Made by a newer version of the lab. ${whatStays}` }
  }
  const known = read.get(row.config)
  if (known !== undefined) return { config: known, readOnly: null }
  const stored = jsonOf(row.config)
  const parsed = RunConfig.safeParse(stored)
  if (parsed.success) {
    if (read.size >= mostRead) read.clear()
    read.set(row.config, parsed.data)
    return { config: parsed.data, readOnly: null }
  }
  const keys = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))]
  const where = keys.includes('') ? 'its configuration' : `${keys.slice(0, 8).map((key) => `“${key}”`).join(', ')} of its configuration`
  return { config: unchecked(row, stored), readOnly: `This version of the lab does not know ${where}. ${whatStays}` }
}

/** The configuration of a run that is to be trained or measured. */
export function usableConfig(row: SavedRow): RunConfig {
  const { config, readOnly } = savedConfig(row)
  if (readOnly === null) return config
  throw new LabError('read-only', `“${row.name}” cannot be trained or measured here. ${readOnly} Nothing was changed; open the store with the version that made it.`, { id: row.id })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What was stored, with the parts that every view looks into where they are missing. */
function unchecked(row: SavedRow, stored: unknown): RunConfig {
  const kind = { kind: 'unknown' }
  const parts = { task: kind, split: {}, model: kind, loss: kind, optimiser: kind, batch: kind, log: {}, checkpoint: {}, measures: [] }
  const whole = { schema: row.config_schema, ...parts, seed: row.seed, steps: row.step, ...(isObject(stored) ? stored : {}) } as Record<string, unknown>
  for (const [name, part] of Object.entries(parts)) {
    if (Array.isArray(part) ? !Array.isArray(whole[name]) : !isObject(whole[name])) whole[name] = part
  }
  return whole as unknown as RunConfig
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
