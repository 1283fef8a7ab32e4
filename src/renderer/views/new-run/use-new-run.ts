import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { checkedConfig, type ConfigProblem } from '../../../shared/schema/config-problems.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import { warningsOf, type Warning } from '../../../science/phases/index.ts'
import { asDraft, at, isPart, put, same, type Draft, type Json } from './form/draft.ts'
import { fieldsOf, withKind, withPart, type Field } from './form/fields.ts'
import { readJson } from './form/json-places.ts'

export interface LineProblem {
  readonly line: number
  readonly sentence: string
}

/** A configuration while it is written, as a form and as JSON: one draft, which both show. */
export interface NewRun {
  readonly draft: ShallowRef<Draft>
  /** What it began as. */
  readonly base: ShallowRef<Draft | null>
  /** What that is called. */
  readonly origin: ShallowRef<string>
  readonly fields: ComputedRef<readonly Field[]>
  /** Paths of the keys that differ from the base. */
  readonly changed: ComputedRef<readonly string[]>
  readonly problems: ComputedRef<readonly ConfigProblem[]>
  /** Null while something is wrong. */
  readonly config: ComputedRef<RunConfig | null>
  readonly warnings: ComputedRef<readonly Warning[]>
  readonly text: ComputedRef<string>
  readonly textProblems: ComputedRef<readonly LineProblem[]>
  begin(config: RunConfig, origin: string): void
  write(path: string, value: Json | undefined): void
  chooseKind(path: string, kind: string | null): void
  choosePart(path: string, isThere: boolean): void
  reset(path: string): void
  writeText(text: string): void
}

const pretty = (draft: Draft): string => JSON.stringify(draft, null, 2)

export function useNewRun(): NewRun {
  const draft = shallowRef<Draft>({})
  const base = shallowRef<Draft | null>(null)
  const origin = shallowRef('')
  /** What is typed as JSON, as long as it is not what the draft is written as. */
  const typed = shallowRef<string | null>(null)

  const checked = computed(() => checkedConfig(draft.value))
  const text = computed(() => typed.value ?? pretty(draft.value))
  const read = computed(() => readJson(text.value))
  const config = computed(() => (read.value.error === null ? checked.value.config : null))

  function edit(next: Draft): void {
    draft.value = next
    typed.value = null
  }

  return {
    draft,
    base,
    origin,
    config,
    text,
    fields: computed(() => fieldsOf(draft.value)),
    changed: computed(() => (base.value === null ? [] : differingPaths(draft.value, base.value))),
    problems: computed(() => checked.value.problems),
    warnings: computed(() => (config.value === null ? [] : warningsOf(config.value))),
    textProblems: computed(() => {
      const { error, lines } = read.value
      if (error !== null) return [error]
      return checked.value.problems.map(({ key, sentence, nearest }) => ({ line: lineOf(lines, key), sentence: nearest === null ? sentence : `${sentence} Did you mean ${nearest}?` }))
    }),
    begin(from, name) {
      base.value = asDraft(from)
      origin.value = name
      edit(base.value)
    },
    write: (path, value) => edit(put(draft.value, path, value)),
    chooseKind: (path, kind) => edit(withKind(draft.value, path, kind)),
    choosePart: (path, isThere) => edit(withPart(draft.value, path, isThere)),
    reset: (path) => edit(put(draft.value, path, at(base.value ?? {}, path))),
    writeText(next) {
      typed.value = next
      const { value } = readJson(next)
      if (isPart(value)) draft.value = value
    },
  }
}

/** The line of a key, or of the nearest part that holds it where it is missing. */
function lineOf(lines: ReadonlyMap<string, number>, key: string): number {
  for (let path = key; path !== ''; path = path.split('.').slice(0, -1).join('.')) {
    const line = lines.get(path)
    if (line !== undefined) return line
  }
  return 1
}

/** Keys whose value is not the same; a part that only one of both has is one key. */
function differingPaths(draft: Json | undefined, base: Json | undefined, path = ''): string[] {
  if (isPart(draft) && isPart(base)) {
    return [...new Set([...Object.keys(draft), ...Object.keys(base)])].flatMap((key) => differingPaths(draft[key], base[key], path === '' ? key : `${path}.${key}`))
  }
  return same(draft, base) ? [] : [path]
}
