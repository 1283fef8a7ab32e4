import { type RunId } from '../../../shared/schema/run.ts'
import { useSelection } from '../../stores/selection.ts'
import { runsOf, type RunNode } from './columns/row-tree.ts'

export interface Choosing {
  /** True, false, or some of a group. */
  isChosen(node: RunNode): boolean | 'indeterminate'
  toggle(index: number): void
  /** From where the last choice was to this row: they become what that one became. */
  extend(from: number, to: number): void
  all(): void
}

/** Choosing rows: one, a range with Shift, all of them. A row of several runs stands for all of its runs. */
export function useChoosing(rows: () => readonly { readonly node: RunNode }[]): Choosing {
  const selection = useSelection()
  let anchor: { readonly id: string; readonly becomes: boolean } | null = null

  const idsOf = (node: RunNode): readonly RunId[] => runsOf(node).map(({ run }) => run.id)

  function isChosen(node: RunNode): boolean | 'indeterminate' {
    const ids = idsOf(node)
    const n = ids.filter((id) => selection.chosen.has(id)).length
    return n === ids.length ? true : n === 0 ? false : 'indeterminate'
  }

  function choose(ids: readonly RunId[], becomes: boolean): void {
    const changed = new Set(ids)
    selection.set(becomes ? [...selection.ids, ...[...changed].filter((id) => !selection.chosen.has(id))] : selection.ids.filter((id) => !changed.has(id)))
  }

  return {
    isChosen,
    toggle(index) {
      const node = rows()[index]?.node
      if (!node) return
      const becomes = isChosen(node) !== true
      anchor = { id: node.id, becomes }
      choose(idsOf(node), becomes)
    },
    extend(from, to) {
      const list = rows()
      const begun = anchor === null ? -1 : list.findIndex(({ node }) => node.id === anchor?.id)
      const start = begun < 0 ? from : begun
      const first = list[start]?.node
      if (begun < 0 && first) anchor = { id: first.id, becomes: true }
      choose(list.slice(Math.min(start, to), Math.max(start, to) + 1).flatMap(({ node }) => idsOf(node)), anchor?.becomes ?? true)
    },
    all: () => selection.set([...new Set(rows().flatMap(({ node }) => idsOf(node)))]),
  }
}
