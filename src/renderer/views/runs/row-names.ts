import type { QueriedRun } from '../../../shared/query/facts.ts'
import { isSeed, tellingNames } from '../../../shared/runs/differing-names.ts'
import type { RunNode } from './columns/row-tree.ts'

/**
 * What tells runs apart, by the id of their row: `wd=1 s=3`. It is said among the runs of one experiment, because between experiments
 * nearly every key differs; a row of several runs is named without their seeds, and its members by their seeds alone. A key that has a
 * column of its own is read there, but for the seed, which tells rows apart at a glance.
 */
export function rowNames(rows: readonly RunNode[], hasColumn: (path: string) => boolean = () => false): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const byExperiment = new Map<string, RunNode[]>()
  for (const row of rows) {
    const { run } = firstOf(row)
    const experiment = run.preset ?? `${run.config.task.kind} ${run.config.model.kind}`
    byExperiment.set(experiment, [...(byExperiment.get(experiment) ?? []), row])
  }
  for (const alike of byExperiment.values()) {
    const runs = alike.map(firstOf)
    const hasGroups = alike.some(({ kind }) => kind === 'group')
    // With groups the seed of their first run says nothing; two rows of one configuration do not exist then.
    const made = tellingNames(runs.map(({ run }) => run.config), (path) => (isSeed(path) ? hasGroups : hasColumn(path)))
    alike.forEach((row, i) => names.set(row.id, made[i] ?? ''))
  }
  for (const row of rows) {
    if (row.kind !== 'group') continue
    const made = tellingNames(row.runs.map(({ run }) => run.config))
    row.runs.forEach(({ run }, i) => names.set(run.id, made[i] ?? ''))
  }
  return names
}

export function firstOf(row: RunNode): QueriedRun {
  const first = row.kind === 'run' ? row.queried : row.runs[0]
  if (first === undefined) throw new Error('A group has at least two runs.')
  return first
}

/** A name made by the lab is its experiment and what differs; where the differing keys stand beside it, the experiment says it all. */
export function nameBeside(shown: string, aside: string, title: string | null): string {
  return aside !== '' && title !== null && shown.startsWith(`${title}, `) && /, seed \d+(?: of \S+)?$/.test(shown) ? title : shown
}

/** What several runs are called, and how many they are. */
export function groupName(runs: readonly QueriedRun[], titleOf: (preset: string) => string): { readonly name: string; readonly count: string } {
  const run = runs[0]?.run
  const name = run === undefined ? '' : run.preset === null ? (run.name.split(',')[0] ?? '') : titleOf(run.preset)
  return { name, count: `${runs.length} ${new Set(runs.map(({ run: { seed } }) => seed)).size === runs.length ? 'seeds' : 'runs'}` }
}
