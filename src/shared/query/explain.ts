import { closest } from '../closest.ts'
import { writeCondition, type Condition } from './condition.ts'
import type { QueriedRun } from './facts.ts'
import { matches } from './matches.ts'
import { runsWord } from './complete.ts'
import { compareFacts, type KeyInfo, type Vocabulary } from './vocabulary.ts'

/** Why nothing matches, in a sentence without its full stop: "the largest weight decay is 8". Empty where there is nothing to say. */
export function explainNothing(conditions: readonly Condition[], runs: readonly QueriedRun[], vocabulary: Vocabulary): string {
  const alone = conditions.filter((condition) => !runs.some((run) => matches(condition, run)))
  if (alone.length > 0) return alone.map((condition) => reason(condition, vocabulary)).filter(Boolean).join('; ')
  if (conditions.length < 2) return ''
  const each = conditions.map((condition) => `${writeCondition(condition)} ${runsWord(runs.filter((run) => matches(condition, run)).length)}`)
  return `by itself each finds some: ${each.join(', ')}`
}

/** What a key is called in a sentence. */
function spoken(key: string): string {
  return (key.split('.').at(-1) ?? key).replaceAll('_', ' ')
}

function reason(condition: Condition, vocabulary: Vocabulary): string {
  if (condition.kind === 'flag') return condition.negated ? `every run is ${condition.flag}` : `no run is ${condition.flag}`
  if (condition.kind === 'words') return condition.negated ? `every run has ${condition.text} in its words` : `no run has ${condition.text} in its name, experiment, project, tags or note`
  const info = vocabulary.of(condition.key)
  if (info.values.length === 0) return vocabulary.keys.includes(condition.key) ? `no run has a ${spoken(condition.key)}` : unknownKey(condition.key, vocabulary)
  if (condition.negated) return `every run has this ${spoken(condition.key)}`
  const sorted = info.values.map(({ value }) => value).sort(compareFacts)
  if (condition.comparison.startsWith('>')) return `the largest ${spoken(condition.key)} is ${String(sorted.at(-1))}`
  if (condition.comparison.startsWith('<')) return `the smallest ${spoken(condition.key)} is ${String(sorted[0])}`
  return valuesOf(info, sorted)
}

function valuesOf(info: KeyInfo, sorted: readonly unknown[]): string {
  const name = spoken(info.key)
  if (sorted.length === 1) return `the only ${name} is ${String(sorted[0])}`
  if (sorted.length <= 6) return `the values of ${name} are ${sorted.map(String).join(', ')}`
  return info.kind === 'number' ? `${name} goes from ${String(sorted[0])} to ${String(sorted.at(-1))}` : `${name} has ${sorted.length} other values`
}

function unknownKey(key: string, vocabulary: Vocabulary): string {
  const near = closest(key, vocabulary.keys.flatMap((known) => [known, known.split('.').at(-1) ?? known]))
  return `no run has a key ${key}${near === null ? '' : `; ${near} is the nearest`}`
}
