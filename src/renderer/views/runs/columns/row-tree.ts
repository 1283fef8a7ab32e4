import type { QueriedRun } from '../../../../shared/query/facts.ts'
import { groupKey } from '../../../../shared/runs/seed-groups.ts'

/** A row of the table: a run, or the runs that differ by their seeds only. */
export type RunNode =
  | { readonly kind: 'run'; readonly id: string; readonly queried: QueriedRun }
  | { readonly kind: 'group'; readonly id: string; readonly runs: readonly QueriedRun[]; readonly children: readonly RunNode[] }

/** Rows in the order given; runs of one configuration are put together where the first of them stands. A run by itself stays a row. */
export function rowTree(runs: readonly QueriedRun[], isGrouped: boolean): readonly RunNode[] {
  const rows = runs.map((queried): RunNode => ({ kind: 'run', id: queried.run.id, queried }))
  if (!isGrouped) return rows
  const groups = new Map<string, RunNode[]>()
  runs.forEach((queried, i) => {
    const key = groupKey(queried.run.config)
    const row = rows[i]
    if (row) groups.set(key, [...(groups.get(key) ?? []), row])
  })
  return [...groups.values()].map((children): RunNode => {
    const members = children.flatMap((child) => (child.kind === 'run' ? [child.queried] : []))
    const [only] = children
    return children.length === 1 && only ? only : { kind: 'group', id: `group ${eldest(members)}`, runs: members, children }
  })
}

/** A group keeps its name while runs are added to it. */
function eldest(members: readonly QueriedRun[]): string {
  return members.reduce((oldest, { run }) => (run.createdAt < oldest.createdAt ? run : oldest), members[0]?.run ?? { id: '', createdAt: '' }).id
}

/** The runs of a row. */
export function runsOf(node: RunNode): readonly QueriedRun[] {
  return node.kind === 'run' ? [node.queried] : node.runs
}

export interface SortBy {
  /** As `writeColumn` has it. */
  readonly column: string
  readonly descending: boolean
}

/**
 * Rows in order, groups by their mean, and inside each group too. Pinned runs stand first; what has no value stands last, whichever way
 * one sorts. Equal rows keep the order given.
 */
export function sortRows(rows: readonly RunNode[], valueOf: ((node: RunNode) => number | string | null) | null, descending: boolean): readonly RunNode[] {
  const decorated = rows.map((row) => {
    const node = row.kind === 'group' ? { ...row, children: sortRows(row.children, valueOf, descending) } : row
    return { node, isPinned: runsOf(row).some(({ run }) => run.pinned), value: valueOf?.(row) ?? null }
  })
  decorated.sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || (valueOf === null ? 0 : compareValues(a.value, b.value, descending)))
  return decorated.map(({ node }) => node)
}

function compareValues(a: number | string | null, b: number | string | null, descending: boolean): number {
  const isAbsent = (value: typeof a): boolean => value === null || Number.isNaN(value)
  if (isAbsent(a) || isAbsent(b)) return Number(isAbsent(a)) - Number(isAbsent(b))
  const order = typeof a === 'number' && typeof b === 'number' ? a - b || 0 : collator().compare(String(a), String(b))
  return descending ? -order : order
}

/** Made when texts are first put in order: a page that opens does not wait for it. */
let made: Intl.Collator | null = null
const collator = (): Intl.Collator => (made ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' }))

/** The rows that are seen, from the top: members of a group only while it is open. */
export function visibleRows(rows: readonly RunNode[], open: ReadonlySet<string>): readonly { readonly node: RunNode; readonly depth: number }[] {
  return rows.flatMap((node) => [
    { node, depth: 0 },
    ...(node.kind === 'group' && open.has(node.id) ? node.children.map((child) => ({ node: child, depth: 1 })) : []),
  ])
}
