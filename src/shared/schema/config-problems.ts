import type { z } from 'zod'
import { allowed, isKey, nearestKey } from './config-keys.ts'
import { RunConfig } from './run-config.ts'

/** What is wrong with a configuration, in words that end where the advice of whoever asked begins. */
export interface ConfigProblem {
  readonly key: string
  /** What stands there and what may stand there; one or more sentences. */
  readonly sentence: string
  /** What to do, a clause; null where the sentence says it. */
  readonly advice: string | null
  /** For a key that no configuration has: the one that was probably meant. */
  readonly nearest: string | null
}

/** The configuration with every default written out; or all that is wrong with it, in the order of its keys. */
export function checkedConfig(draft: unknown): { readonly config: RunConfig; readonly problems: readonly [] } | { readonly config: null; readonly problems: readonly ConfigProblem[] } {
  const parsed = RunConfig.safeParse(draft)
  if (parsed.success) return { config: parsed.data, problems: [] }
  return { config: null, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, draft)) }
}

function problemsOf(issue: z.core.$ZodIssue, draft: unknown): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => strangerAt([...issue.path, name].join('.'), issue.path, draft))
  const key = issue.path.join('.')
  if (issue.code === 'custom') return [{ key, sentence: issue.message, advice: null, nearest: null }]
  const given = at(draft, issue.path)
  const found = given === undefined ? 'is missing' : `is ${abbreviated(given)}`
  return [{ key, sentence: `${key} ${found}; it must be ${allowed(key, draft) ?? issue.message}.`, advice: 'correct it and try again', nearest: null }]
}

function strangerAt(key: string, parents: readonly PropertyKey[], draft: unknown): ConfigProblem {
  if (!isKey(key)) return unknownKey(key)
  const kind = at(draft, [...parents, 'kind'])
  return { key, sentence: `${key} does not go with ${parents.join('.')}.kind = ${JSON.stringify(kind)}.`, advice: 'leave it out, or choose another kind', nearest: null }
}

export function unknownKey(key: string): ConfigProblem {
  const nearest = nearestKey(key)
  return { key, sentence: `A configuration has no key ${JSON.stringify(key)}.`, advice: null, nearest }
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((v, name) => (typeof v === 'object' && v !== null ? (v as Record<PropertyKey, unknown>)[name] : undefined), value)
}

function abbreviated(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
