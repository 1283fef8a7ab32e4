import type { Comparison, Condition, QueryValue } from './condition.ts'
import { momentKeys, readFacts, type Fact, type QueriedRun } from './facts.ts'

/** Whether all conditions hold of a run. */
export function matchesQuery(conditions: readonly Condition[], run: QueriedRun): boolean {
  return conditions.every((condition) => matches(condition, run))
}

export function matches(condition: Condition, run: QueriedRun): boolean {
  return holds(condition, run) !== condition.negated
}

function holds(condition: Condition, run: QueriedRun): boolean {
  switch (condition.kind) {
    case 'flag':
      return { pinned: run.run.pinned, hidden: run.run.hidden, baseline: run.isBaseline }[condition.flag]
    case 'words':
      return wordsOf(run).includes(condition.text.toLowerCase())
    case 'compare': {
      const { key, comparison, values } = condition
      const facts = readFacts(run, key)
      return values.some((value) => (value === null ? facts.length === 0 : facts.some((fact) => fits(fact, comparison, value, momentKeys.has(key)))))
    }
    default:
      return condition satisfies never
  }
}

/** Everything about a run that is words. */
function wordsOf({ run, project }: QueriedRun): string {
  return [run.name, run.preset, run.state.status, run.executor, project, ...run.tags, run.note].join('\n').toLowerCase()
}

function fits(fact: Fact, comparison: Comparison, value: Exclude<QueryValue, null>, isMoment: boolean): boolean {
  if (typeof value === 'object') return typeof fact === 'number' && value.from <= fact && fact <= value.to
  if (typeof fact === 'number' && typeof value === 'number' && comparison !== '~') return inOrder(fact, comparison, value)
  const text = String(fact).toLowerCase()
  const wanted = String(value).toLowerCase()
  if (comparison === '~') return text.includes(wanted)
  if (typeof fact !== 'string') return comparison === '=' && text === wanted
  // "On the 21st" is any minute of it; "after the 21st" begins on the 22nd.
  return inOrder(isMoment ? text.slice(0, wanted.length) : text, comparison, wanted)
}

function inOrder<T extends number | string>(a: T, comparison: Exclude<Comparison, '~'>, b: T): boolean {
  switch (comparison) {
    case '=':
      return a === b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    default:
      return comparison satisfies never
  }
}
