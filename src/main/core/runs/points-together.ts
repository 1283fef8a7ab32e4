import type { TrainItem } from '../../../shared/worker-contract.ts'

export type Points = Extract<TrainItem, { kind: 'points' }>
type Group = { readonly kind: 'points'; readonly points: Points[] } | { readonly kind: 'other'; readonly item: Exclude<TrainItem, Points> }

/** Points that follow each other as one group, everything else by itself. */
export function pointsTogether(items: readonly TrainItem[]): Group[] {
  return items.reduce<Group[]>((groups, item) => {
    const last = groups.at(-1)
    if (item.kind !== 'points') groups.push({ kind: 'other', item })
    else if (last?.kind === 'points') last.points.push(item)
    else groups.push({ kind: 'points', points: [item] })
    return groups
  }, [])
}
