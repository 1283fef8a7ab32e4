import { configShape, withoutPlaces } from '../runs/config-leaves.ts'
import { shortestEnds } from '../runs/key-names.ts'
import { builtIn, momentKeys, readFacts, type Fact, type QueriedRun } from './facts.ts'

/** A key that can be asked about, with what occurs at it. */
export interface KeyInfo {
  readonly key: string
  readonly kind: 'number' | 'words' | 'moment'
  /** Every value that occurs, the commonest first; of a tie the smaller. */
  readonly values: readonly { readonly value: Fact; readonly runs: number }[]
  /** How many runs have it at all. */
  readonly runs: number
}

export interface Vocabulary {
  /** The keys of the lab, then those of the configurations, each by the shortest end of its path that means no other key. */
  readonly keys: readonly string[]
  /** Of any key, by any of its names. */
  of(key: string): KeyInfo
}

/** What can be asked about these runs; each key is looked at when it is first asked for. */
export function vocabularyOf(runs: readonly QueriedRun[]): Vocabulary {
  const paths = new Set([...new Set(runs.map(({ run }) => configShape(run.config)))].flatMap((shape) => shape.paths.map(withoutPlaces)))
  const known = new Map<string, KeyInfo>()
  return {
    keys: [...Object.keys(builtIn), ...shortestEnds([...paths], (name) => Object.hasOwn(builtIn, name))],
    of(key) {
      let info = known.get(key)
      if (info === undefined) known.set(key, (info = infoOf(key, runs)))
      return info
    },
  }
}

function infoOf(key: string, runs: readonly QueriedRun[]): KeyInfo {
  const counts = new Map<Fact, number>()
  let having = 0
  for (const run of runs) {
    const facts = new Set(readFacts(run, key))
    if (facts.size > 0) having++
    for (const fact of facts) counts.set(fact, (counts.get(fact) ?? 0) + 1)
  }
  const values = [...counts].map(([value, count]) => ({ value, runs: count })).sort((a, b) => b.runs - a.runs || compareFacts(a.value, b.value))
  const isNumber = values.length > 0 && values.every(({ value }) => typeof value === 'number')
  return { key, kind: momentKeys.has(key) ? 'moment' : isNumber || isAlwaysNumber(key) ? 'number' : 'words', values, runs: having }
}

/** Steps, losses and times are numbers even while no run has them. */
function isAlwaysNumber(key: string): boolean {
  return /_acc_\d+$|_loss$|_accuracy$|^(?:delay|duration|step)$/.test(key)
}

export function compareFacts(a: Fact, b: Fact): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en')
}
