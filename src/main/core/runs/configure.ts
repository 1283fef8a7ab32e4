import type { z } from 'zod'
import { LabError } from '../../../shared/errors.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import { allowed, isKey, nearestKey } from './config-keys.ts'

type Json = z.core.util.JSONType
type Assignment = readonly [key: string, value: Json]

export interface Overrides {
  readonly seed: number | null
  readonly steps: number | null
  readonly set: readonly Assignment[]
}

/** A configuration with every default written out. Bad input is refused with one sentence that names the key. */
export function configure(base: unknown, { seed, steps, set }: Overrides): RunConfig {
  if (!isObject(base)) throw new LabError('bad-config', 'A configuration is a JSON object with the keys task, split, model, optimiser, steps and more. Nothing was saved.')
  const draft = structuredClone(base)
  namesKindOfStart(draft)
  for (const [key, value] of set) assign(draft, key, value)
  if (seed !== null) draft.seed = seed
  if (steps !== null) draft.steps = steps
  const parsed = RunConfig.safeParse(draft)
  if (parsed.success) return parsed.data
  throw refusal(parsed.error, draft)
}

/** Sets a key by its path, on the way making the objects that the configuration leaves to their defaults. */
function assign(draft: Record<string, unknown>, key: string, value: Json): void {
  if (!isKey(key)) throw unknownKey(key)
  const parents = key.split('.')
  const last = parents.pop() ?? key
  let at = draft
  for (const name of parents) {
    const child = at[name] ?? {}
    if (!isObject(child)) throw new LabError('bad-config', `${key} cannot be set, because ${name} is not an object in this configuration. Nothing was saved.`, { key })
    at = at[name] = child
  }
  if (key === 'model.init.file') for (const name of Object.keys(at)) delete at[name]
  for (const other of waysToSplit.includes(key) ? waysToSplit : []) delete at[other.split('.')[1] ?? '']
  at[last] = value
  namesKindOfStart(draft)
}

/** One says how many are trained on; setting another puts it in the place of what the configuration has. */
const waysToSplit: readonly string[] = ['split.train_fraction', 'split.train_count', 'split.file']

/** `"init": { "file": … }` says what it is without a kind. */
function namesKindOfStart({ model }: Record<string, unknown>): void {
  const init = isObject(model) ? model.init : null
  if (isObject(init) && typeof init.file === 'string' && init.kind === undefined) init.kind = 'file'
}

/** One sentence on the first issue: the key, what stands there, what may stand there with its unit. */
function refusal(error: z.ZodError, draft: unknown): LabError {
  const [issue] = error.issues
  if (issue === undefined) return new LabError('bad-config', 'The configuration does not fit. Nothing was saved.')
  if (issue.code === 'unrecognized_keys') {
    const key = [...issue.path, issue.keys[0] ?? ''].join('.')
    if (!isKey(key)) return unknownKey(key)
    const parent = issue.path.join('.')
    const kind = at(draft, [...issue.path, 'kind'])
    return new LabError('bad-config', `${key} does not go with ${parent}.kind = ${JSON.stringify(kind)}. Nothing was saved; leave it out, or choose another kind.`, { key })
  }
  const key = issue.path.join('.')
  if (issue.code === 'custom') return new LabError('bad-config', `${issue.message} Nothing was saved.`, { key })
  const given = at(draft, issue.path)
  const found = given === undefined ? 'is missing' : `is ${abbreviated(given)}`
  const sentence = `${key} ${found}; it must be ${allowed(key, draft) ?? issue.message}. Nothing was saved; correct it and try again.`
  return new LabError('bad-config', sentence, { key, problems: error.issues.length })
}

function unknownKey(key: string): LabError {
  const meant = nearestKey(key)
  return new LabError('unknown-key', `A configuration has no key ${JSON.stringify(key)}. Nothing was saved. Did you mean ${meant}?`, { key, nearest: meant })
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((v, name) => (typeof v === 'object' && v !== null ? (v as Record<PropertyKey, unknown>)[name] : undefined), value)
}

function abbreviated(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
