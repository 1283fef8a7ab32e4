import { randomInt } from 'node:crypto'
import { modelName } from '../../../shared/schema/config/model-name.ts'
import { taskName } from '../../../shared/schema/config/task-words.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import { RunId } from '../../../shared/schema/run.ts'

const letters = '0123456789abcdefghijklmnopqrstuvwxyz'

const twelve = (): string => Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join('')

export const newRunId = (): RunId => RunId.parse(`run_${twelve()}`)

export const newProjectId = (): string => `prj_${twelve()}`
export const newLogEntryId = (): string => `log_${twelve()}`
export const newSavedViewId = (): string => `view_${twelve()}`

/** What the runs of a set have in common. */
export const newSetId = (): string => `set_${twelve()}`

/**
 * "Pocket grok, weight_decay 2, seed 3": where it comes from, what differs from there, the seed; "seed 3 of 0..15" where several
 * were asked for at once. Taken names get a number.
 */
export function nameOf(
  config: RunConfig,
  from: { readonly title: string; readonly config: RunConfig } | null,
  taken: ReadonlySet<string>,
  seeds: readonly [number, number] | null = null,
): string {
  const title = from?.title ?? `${modelName(config.model.kind)} on ${taskName(config.task)}`
  const changes = from === null ? [] : differences(from.config, config)
  return unusedName([title, ...changes.slice(0, 3), ...(changes.length > 3 ? [`${changes.length - 3} more changes`] : []), `seed ${config.seed}${seeds === null ? '' : ` of ${seeds[0]}..${seeds[1]}`}`], taken)
}

/** The parts of a name with commas between them, and a number after them where another run has that name. */
export function unusedName(parts: readonly string[], taken: ReadonlySet<string>): string {
  const name = parts.join(', ')
  if (!taken.has(name)) return name
  let n = 2
  while (taken.has(`${name} (${n})`)) n++
  return `${name} (${n})`
}

/** `weight_decay 2`: the last names and new values of the keys that differ; seed and steps do not count. */
export function differences(a: unknown, b: unknown, path = ''): string[] {
  if (path === 'seed' || path === 'steps') return []
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
    return keys.flatMap((key) => differences(a[key], b[key], path === '' ? key : `${path}.${key}`))
  }
  if (JSON.stringify(a) === JSON.stringify(b) || b === undefined) return []
  const last = path.split('.').at(-1) ?? path
  const name = last === 'kind' ? path.split('.').slice(-2).join(' ') : last
  return [`${name} ${typeof b === 'string' ? b : JSON.stringify(b)}`]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const colours = 28

/** The lowest slot that no run has; when all are taken, the lowest of those that the fewest have. */
export function colourSlot(used: readonly number[]): number {
  const counts = Array.from({ length: colours }, (_, i) => used.filter((slot) => slot === i + 1).length)
  return counts.indexOf(Math.min(...counts)) + 1
}
