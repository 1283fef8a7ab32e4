import { computed, markRaw, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { symmetricLimit } from '../../../figures/limits.ts'
import type { ColourMapName } from '../../../figures/spec.ts'
import type { MatrixBracket, MatrixPicture } from '../../charts/matrix-cell.ts'
import { frequencyBrackets, normOrder, type FrequencyOrder } from './frequency-order.ts'
import type { IrrepGroups } from './use-irrep-order.ts'

export type ColumnOrder = 'frequency' | 'irrep' | 'norm' | 'stored'

/** How the matrix is drawn: what a user may choose of it, and what follows. */
export interface MatrixLook {
  /** What was asked for; by what the network is made of until then. */
  readonly order: ShallowRef<ColumnOrder | 'auto'>
  /** What columns are ordered by: that asked for where it can be had. */
  readonly ordering: ComputedRef<ColumnOrder>
  /** The orders that can be had, the usual one first. */
  readonly orders: ComputedRef<readonly ColumnOrder[]>
  readonly map: ShallowRef<Extract<ColourMapName, 'BrBG' | 'RdBu'>>
  /** Limits of colours from the frame on screen alone: a colour then means another weight at another step. */
  readonly isPerFrame: ShallowRef<boolean>
  readonly limits: ComputedRef<readonly [number, number]>
  /** Column at each place; null for the stored order. */
  readonly columnOrder: ComputedRef<Int32Array | null>
  readonly brackets: ComputedRef<readonly MatrixBracket[]>
}

export interface LookParts {
  /** The limit that holds at every step. */
  readonly limit: ShallowRef<number>
  readonly picture: ShallowRef<{ readonly matrix: MatrixPicture } | null>
  /** The checkpoint that fixes orders. */
  last(): MatrixPicture | null
  readonly frequencies: ComputedRef<FrequencyOrder | null>
  readonly keys: ComputedRef<ReadonlySet<number>>
  /** Of the neurons of a group network, once they are computed. */
  readonly irreps: ShallowRef<IrrepGroups | null>
}

export function matrixLook({ limit, picture, last, frequencies, keys, irreps }: LookParts): MatrixLook {
  const order = shallowRef<ColumnOrder | 'auto'>('auto')
  const isPerFrame = shallowRef(false)
  const isStrip = computed(() => (last()?.rows ?? 1) < 2)
  const orders = computed<readonly ColumnOrder[]>(() => [
    ...(frequencies.value ? ['frequency' as const] : []),
    ...(irreps.value ? ['irrep' as const] : []),
    ...(isStrip.value ? [] : ['norm' as const]),
    'stored',
  ])
  const ordering = computed<ColumnOrder>(() => {
    const asked = order.value
    return asked !== 'auto' && orders.value.includes(asked) ? asked : (orders.value[0] ?? 'stored')
  })
  const norms = computed(() => {
    const matrix = ordering.value === 'norm' ? last() : null
    return matrix ? markRaw(normOrder(matrix)) : null
  })
  return {
    order,
    ordering,
    orders,
    map: shallowRef('BrBG'),
    isPerFrame,
    limits: computed(() => {
      const most = isPerFrame.value && picture.value ? symmetricLimit([picture.value.matrix.values], 1) : limit.value
      return [-most, most] as const
    }),
    columnOrder: computed(() => {
      if (ordering.value === 'frequency') return frequencies.value?.order ?? null
      return ordering.value === 'irrep' ? (irreps.value?.order ?? null) : norms.value
    }),
    brackets: computed(() => {
      if (ordering.value === 'irrep') return irreps.value?.groups ?? []
      if (ordering.value !== 'frequency' || !frequencies.value) return []
      return frequencyBrackets(frequencies.value, (frequency) => keys.value.has(frequency))
    }),
  }
}
