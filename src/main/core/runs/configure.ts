import type { z } from 'zod'
import { LabError } from '../../../shared/errors.ts'
import { isKey } from '../../../shared/schema/config-keys.ts'
import { checkedConfig, unknownKey, type ConfigProblem } from '../../../shared/schema/config-problems.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'

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
  const { config, problems } = checkedConfig(draft)
  if (config !== null) return config
  throw refusal(problems)
}

/** Sets a key by its path, on the way making the objects that the configuration leaves to their defaults. */
function assign(draft: Record<string, unknown>, key: string, value: Json): void {
  if (!isKey(key)) throw refusal([unknownKey(key)])
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

/** One sentence on the first problem: the key, what stands there, what may stand there with its unit. */
function refusal(problems: readonly ConfigProblem[]): LabError {
  const [problem] = problems
  if (problem === undefined) return new LabError('bad-config', 'The configuration does not fit. Nothing was saved.')
  const { key, sentence, advice, nearest } = problem
  if (nearest !== null) return new LabError('unknown-key', `${sentence} Nothing was saved. Did you mean ${nearest}?`, { key, nearest })
  return new LabError('bad-config', `${sentence} Nothing was saved${advice === null ? '' : `; ${advice}`}.`, { key, problems: problems.length })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
