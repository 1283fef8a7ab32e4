import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { LabClient } from '../../shared/contract.ts'
import { LabError } from '../../shared/errors.ts'
import { fileKeys, storedFile, type FileKind } from '../../shared/schema/config/file.ts'
import { upload } from '../../shared/upload.ts'
import type { JsonValue } from './arguments.ts'

type Assignment = readonly [key: string, value: JsonValue]

/** What is to be run or explained, as the lab takes it: files are stored there and named by their hash. */
export type Ordered = ({ readonly preset: string } | { readonly config: JsonValue }) & { readonly set: Assignment[] }

/**
 * Reads `PRESET|CONFIG.json` and what was set. A file that the configuration names is found from the folder of the configuration, one that
 * `--set` names from the folder in which the command runs.
 */
export async function orderedFrom(client: LabClient, operand: string, set: readonly Assignment[]): Promise<Ordered> {
  const changes: Assignment[] = []
  for (const [key, value] of set) changes.push([key, await withStoredFiles(client, value, key.split('.'), '.')])
  if (!namesFile(operand)) return { preset: operand, set: changes }
  return { config: await withStoredFiles(client, readConfig(operand), [], dirname(resolve(operand))), set: changes }
}

/** No preset has a dot or a slash in its name. */
const namesFile = (operand: string): boolean => /\.json$/i.test(operand) || /[\\/]/.test(operand)

function readConfig(path: string): JsonValue {
  const file = resolve(path)
  const text = new TextDecoder().decode(readNamed(file, 'configuration'))
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LabError('bad-config', `The configuration ${file} is not JSON (${why}). Nothing was started. Mend the file.`)
  }
}

const namesOfKinds: Readonly<Record<FileKind, string>> = { weights: 'file of weights', split: 'split file', table: 'table', idx: 'IDX file' }

/** The value that stands at a path of a configuration, with the hash of each file in place of its path. */
async function withStoredFiles(client: LabClient, value: JsonValue, at: readonly string[], folder: string): Promise<JsonValue> {
  let result = value
  for (const [key, kind] of Object.entries(fileKeys)) {
    const path = key.split('.')
    if (at.some((name, i) => path[i] !== name)) continue
    result = await replaceAt(result, path.slice(at.length), async (named) => {
      if (storedFile.safeParse(named).success) return named
      const file = resolve(folder, named)
      const { sha256 } = await upload(client, kind, readNamed(file, namesOfKinds[kind])).catch((error: unknown) => {
        throw error instanceof LabError ? new LabError(error.code, `${file}: ${error.message}`, error.details) : error
      })
      return sha256
    })
  }
  return result
}

/** Copies what is on the way; anything that is not there, or no text, stays as it is. */
async function replaceAt(value: JsonValue, [name, ...rest]: readonly string[], replace: (text: string) => Promise<string>): Promise<JsonValue> {
  if (name === undefined) return typeof value === 'string' ? replace(value) : value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const inner = value[name]
  return inner === undefined ? value : { ...value, [name]: await replaceAt(inner, rest, replace) }
}

function readNamed(file: string, what: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file))
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new LabError('bad-input', `The ${what} ${file} ${missing ? 'does not exist' : `cannot be read (${String(error)})`}. Nothing was started. Check the path.`)
  }
}
