import { computed, markRaw, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { MatrixBracket } from '../../charts/matrix-cell.ts'
import type { MatrixChoice } from './matrix-choices.ts'
import type { Answers } from './panels/answers.ts'
import { irrepMap, irrepNames, irrepOrder, irrepWords } from './panels/irreps/irrep-map.ts'

/** Neurons of a group network by the representation that holds most of them. */
export interface IrrepGroups {
  readonly order: Int32Array
  readonly groups: readonly MatrixBracket[]
}

export interface IrrepOrderParts {
  readonly config: ComputedRef<RunConfig | null>
  readonly run: ComputedRef<RunId>
  /** While it trains the last checkpoint is another every moment. */
  readonly isLive: ComputedRef<boolean>
  readonly choice: ComputedRef<MatrixChoice | null>
  /** The checkpoint that fixes orders. */
  readonly orderedAt: ComputedRef<number | null>
  readonly columns: () => number
  readonly answers: Answers
}

/**
 * The order of the neurons of a group network, by the measure of its representations at the checkpoint that fixes orders. It takes a
 * moment: null until then, where the columns are no neurons, and where the measure does not know this network.
 */
export function useIrrepOrder({ config, run, isLive, choice, orderedAt, columns, answers }: IrrepOrderParts): ShallowRef<IrrepGroups | null> {
  const found = shallowRef<IrrepGroups | null>(null)
  const isAsked = computed(() => !isLive.value && config.value?.task.kind === 'group_table' && choice.value !== null && !choice.value.isPeriodic && choice.value.columnName === 'neuron')
  watch(
    [run, isAsked, orderedAt, choice] as const,
    ([id, asked, step], _before, onCleanup) => {
      found.value = null
      if (!asked || step === null) return
      const stop = new AbortController()
      onCleanup(() => stop.abort())
      answers
        .want({ run: id, measure: 'group_representations', step, parameters: {} }, { signal: stop.signal, isUrgent: false })
        .then(({ arrays, values }) => {
          const shares = arrays['neuron_shares']
          if (stop.signal.aborted || !shares || shares.shape[1] !== columns()) return
          const order = irrepOrder(shares)
          const map = irrepMap(shares, irrepNames(values), order)
          found.value = markRaw({ order, groups: groupsOf(map) })
        })
        // A network that the measure does not know keeps its order by norm; the panel of representations says why.
        .catch(() => {})
    },
    { immediate: true },
  )
  return found
}

/** Neighbours of one representation under a bracket, heavy where it holds more than half of most of them. */
function groupsOf({ irreps, order, dominant, clear }: ReturnType<typeof irrepMap>): readonly MatrixBracket[] {
  const groups: MatrixBracket[] = []
  for (let from = 0; from < order.length; ) {
    const irrep = dominant[order[from] ?? 0] ?? 0
    let to = from + 1
    while (to < order.length && dominant[order[to] ?? 0] === irrep) to++
    groups.push({ from, to, label: irrepWords(irreps[irrep] ?? ''), key: (clear[irrep] ?? 0) > (to - from) / 2 })
    from = to
  }
  return groups
}
