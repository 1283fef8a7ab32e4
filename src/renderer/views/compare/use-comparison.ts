import { computed, watch, type ComputedRef, type ShallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { RunId, type RunSummary } from '../../../shared/schema/run.ts'
import { useManyRunCurves, type ManyRunCurves } from '../../composables/many-run-curves.ts'
import { useSeriesNames } from '../../composables/series-names.ts'
import { useRuns } from '../../stores/runs.ts'
import { useSelection } from '../../stores/selection.ts'
import { compareConfigs, differBySeedOnly, shortNames, type KeyRow } from './config-diff.ts'
import { drawnOf, leftOutWords } from './drawn-runs.ts'
import type { Drawn } from '../../../figures/comparison.ts'

/** What is compared: the chosen runs under names that say how they differ, the baseline, and those of them that are drawn. */
export interface Comparison {
  readonly chosen: ComputedRef<readonly Drawn[]>
  readonly rows: ComputedRef<readonly KeyRow[]>
  readonly isGroup: ComputedRef<boolean>
  readonly names: ComputedRef<ReadonlyMap<RunId, string>>
  readonly drawn: ComputedRef<readonly Drawn[]>
  /** Empty where all are drawn. */
  readonly leftOut: ComputedRef<string>
  /** Chosen, and hidden from charts. */
  readonly hidden: ComputedRef<readonly RunSummary[]>
  readonly base: ComputedRef<Drawn | null>
  readonly curves: ManyRunCurves['curves']
  readonly isReading: ManyRunCurves['isReading']
  /** Names of all series of the drawn runs. */
  readonly series: Readonly<ShallowRef<readonly string[]>>
  setBaseline(id: RunId): void
}

/** Without a choice the latest runs are drawn, so that the screen shows what it is for. */
const chosenAtFirst = 5

/** What the timeline, the dock and the captions of matrices say of every run, whatever is drawn above. */
const timelineSeries = 'test_accuracy'

/** @param series what the chart draws; only its points are read */
export function useComparison(series: () => readonly string[]): Comparison {
  const route = useRoute()
  const router = useRouter()
  const runs = useRuns()
  const selection = useSelection()

  watch(
    () => runs.known,
    (known) => {
      if (known && selection.ids.length === 0) selection.set(runs.list.filter((run) => run.final !== null && !run.hidden).slice(0, chosenAtFirst).map((run) => run.id))
    },
    { immediate: true },
  )

  const all = computed<readonly RunSummary[]>(() => selection.ids.flatMap((id) => runs.byId.get(id) ?? []))
  const hidden = computed(() => all.value.filter((run) => run.hidden))
  const summaries = computed(() => (hidden.value.length === 0 ? all.value : all.value.filter((run) => !run.hidden)))
  // A live run is a new object with every word of the lab; its configuration is not.
  const configs = computed<readonly RunSummary['config'][]>((before) => {
    const next = summaries.value.map(({ config }) => config)
    return before && before.length === next.length && before.every((config, i) => JSON.stringify(config) === JSON.stringify(next[i])) ? before : next
  })
  const rows = computed(() => compareConfigs(configs.value))
  const chosen = computed<readonly Drawn[]>(() => {
    const names = shortNames(summaries.value.map((run) => run.name), rows.value)
    return summaries.value.map((run, i) => ({ run, name: names[i] ?? run.name }))
  })
  const baseline = computed<RunId | null>(() => {
    const asked = RunId.safeParse(route.query['baseline'])
    return asked.success && summaries.value.some(({ id }) => id === asked.data) ? asked.data : (summaries.value[0]?.id ?? null)
  })
  const drawn = computed(() => drawnOf(chosen.value, baseline.value))

  return {
    chosen,
    rows,
    isGroup: computed(() => differBySeedOnly(rows.value)),
    names: computed(() => new Map(chosen.value.map(({ run, name }) => [run.id, name]))),
    drawn,
    leftOut: computed(() => leftOutWords(drawn.value.length, chosen.value.length, hidden.value.length)),
    hidden,
    base: computed(() => drawn.value.find(({ run }) => run.id === baseline.value) ?? drawn.value[0] ?? null),
    ...useManyRunCurves(() => drawn.value.map(({ run }) => run.id), () => [timelineSeries, ...series()]),
    series: useSeriesNames(() => drawn.value.map(({ run }) => run)),
    setBaseline(id) {
      if (!selection.chosen.has(id)) selection.set([...selection.ids, id])
      void router.replace({ query: { ...route.query, runs: selection.ids.join(','), baseline: id } })
    },
  }
}
