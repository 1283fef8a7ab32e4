import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue'
import type { RunSummary, SeriesData } from '../../../shared/schema/run.ts'
import { plotsItems } from '../../charts/plots-items.ts'
import type { MenuItem } from '../../components/menu-item.ts'
import { useLab } from '../../platform/client.ts'
import { useLabInfo } from '../../stores/lab.ts'
import { usePresets } from '../../stores/presets.ts'
import { copyItems } from '../../tables/copy-items.ts'
import { tableTexts, tableWords, type ShownTable } from './table-words.ts'

/** Runs in one answer of the lab. */
const mostAtOnce = 16

/** What can be made of a table of runs: a figure as it looks, and text. */
export function useTableItems(table: MaybeRefOrGetter<ShownTable | null>, query: MaybeRefOrGetter<string>): ComputedRef<readonly MenuItem[]> {
  const lab = useLab()
  const info = useLabInfo()
  const presets = usePresets()

  /** The test accuracy of every run in the table, as the small curves have it: those out of view were not read yet. */
  async function sketches(runs: readonly RunSummary[]): Promise<ReadonlyMap<string, SeriesData>> {
    const found = new Map<string, SeriesData>()
    const ids = runs.filter(({ final }) => final !== null).map(({ id }) => id)
    for (let i = 0; i < ids.length; i += mostAtOnce) {
      const answer = await lab.call('runs.sketches', { ids: ids.slice(i, i + mostAtOnce), series: ['test_accuracy'] })
      for (const { id, curves } of answer.runs) if (curves['test_accuracy']) found.set(id, curves['test_accuracy'])
    }
    return found
  }

  async function figure() {
    const shown = toValue(table)
    if (shown === null) return null
    const { mostRows, runsFigure } = await import('./table-figure.ts')
    const drawn = shown.columns.some(({ id }) => id === 'sketch') ? shown.rows.slice(0, mostRows).flatMap(({ node }) => (node.kind === 'run' ? [node.queried.run] : [])) : []
    const curves = await sketches(drawn)
    return runsFigure({ table: shown, words: tableWords(shown, presets, ({ id }) => curves.get(id)), raw: tableTexts(shown, presets).raw, query: toValue(query).trim(), version: info.info?.version ?? '' })
  }

  return computed(() => {
    const shown = toValue(table)
    return shown === null ? [] : [...plotsItems(figure), ...copyItems(() => tableTexts(shown, presets)).map((item, i) => ({ ...item, apart: i === 0 }))]
  })
}
