import { seedGroups } from '../../../shared/runs/seed-groups.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { groupNames, type KeyRow } from './config-diff.ts'
import type { DiffColumn } from './diff-table.ts'
import type { Drawn } from '../../../figures/comparison.ts'

/** One column a run, one a group of seeds, or one for all. */
export type ColumnMode = 'runs' | 'groups' | 'together'

export function diffColumns(mode: ColumnMode, runs: readonly Drawn[], rows: readonly KeyRow[], baseline: RunId | null): readonly DiffColumn[] {
  if (mode === 'runs') return runs.map(({ run, name }, i) => ({ key: run.id, name, members: [i], run, isBaseline: run.id === baseline }))
  const all = runs.map((_, i) => i)
  if (mode === 'together') return [{ key: 'all', name: `${runs.length} runs`, members: all, run: null, isBaseline: false }]
  const places = new Map(runs.map(({ run }, i) => [run, i]))
  const groups = groupsOf(runs).map((group) => group.flatMap((run) => places.get(run) ?? []))
  const names = groupNames(groups.map(([first = 0]) => first), rows)
  return groups.map((members, i) => {
    const [first = 0] = members
    const only = members.length === 1 ? (runs[first]?.run ?? null) : null
    return { key: `group ${i}`, name: `${names[i] ?? ''} (${members.length})`, members, run: only, isBaseline: only !== null && only.id === baseline }
  })
}

/** Which modes say something of these runs: groups only where some run has a sister and not all are sisters of one another. */
export function columnModes(runs: readonly Drawn[]): readonly { readonly value: ColumnMode; readonly label: string }[] {
  if (runs.length < 2) return []
  const groups = groupsOf(runs).length
  const modes: { value: ColumnMode; label: string }[] = [{ value: 'runs', label: 'runs' }]
  if (groups > 1 && groups < runs.length) modes.push({ value: 'groups', label: 'groups' })
  modes.push({ value: 'together', label: 'together' })
  return modes
}

const groupsOf = (runs: readonly Drawn[]) => seedGroups(runs.map(({ run }) => run))
