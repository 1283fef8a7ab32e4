import { LabError } from '../errors.ts'

/** Rows of the task by index, counted from 0, each once and on one side only. */
export interface SplitFile {
  readonly train: readonly number[]
  /** Null: all the others. */
  readonly test: readonly number[] | null
}

/** Reads `{ "train": [0, 5, …] }`, with `"test"` where not all other rows are tested on. */
export function parseSplitFile(bytes: Uint8Array): SplitFile {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refusal('it is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal('it is not an object')
  const { train, test, ...others } = value as Record<string, unknown>
  const [stranger] = Object.keys(others)
  if (stranger !== undefined) throw refusal(`it has a key ${JSON.stringify(stranger)} beside "train" and "test"`)
  const seen = new Set<number>()
  const rowsOf = (name: string, list: unknown): readonly number[] => {
    if (!Array.isArray(list) || list.length === 0) throw refusal(`its "${name}" is not a list of row indices`)
    for (const row of list as readonly unknown[]) {
      if (typeof row !== 'number' || !Number.isInteger(row) || row < 0) throw refusal(`its "${name}" holds ${JSON.stringify(row)}, which is no row index`)
      if (seen.has(row)) throw refusal(`it names row ${row} twice`)
      seen.add(row)
    }
    return list as readonly number[]
  }
  return { train: rowsOf('train', train), test: test === undefined ? null : rowsOf('test', test) }
}

function refusal(what: string): LabError {
  return new LabError('bad-input', `This is not a split that the lab can read: ${what}. Nothing was changed; write { "train": [row, …] }, rows counted from 0.`)
}
