import { computed, markRaw, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { symmetricLimit } from '../../../figures/limits.ts'
import type { ColourMapName } from '../../../figures/spec.ts'
import type { MatrixBracket, MatrixPicture } from '../../charts/matrix-cell.ts'
import { normOrder, type FrequencyOrder } from './frequency-order.ts'

export type ColumnOrder = 'frequency' | 'norm' | 'stored'

/** How the matrix is drawn: what a user may choose of it, and what follows. */
export interface MatrixLook {
  /** What was asked for; a matrix without frequencies is then drawn as it is stored. */
  readonly order: ShallowRef<ColumnOrder>
  readonly ordering: ComputedRef<ColumnOrder>
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
}

export function matrixLook({ limit, picture, last, frequencies, keys }: LookParts): MatrixLook {
  const order = shallowRef<ColumnOrder>('frequency')
  const isPerFrame = shallowRef(false)
  const ordering = computed<ColumnOrder>(() => (order.value === 'frequency' && !frequencies.value ? 'stored' : order.value))
  const norms = computed(() => {
    const matrix = order.value === 'norm' ? last() : null
    return matrix ? markRaw(normOrder(matrix)) : null
  })
  return {
    order,
    ordering,
    map: shallowRef('BrBG'),
    isPerFrame,
    limits: computed(() => {
      const most = isPerFrame.value && picture.value ? symmetricLimit([picture.value.matrix.values], 1) : limit.value
      return [-most, most] as const
    }),
    columnOrder: computed(() => (ordering.value === 'frequency' ? (frequencies.value?.order ?? null) : ordering.value === 'norm' ? norms.value : null)),
    brackets: computed(() =>
      ordering.value === 'frequency' ? (frequencies.value?.groups ?? []).map(({ frequency, from, to }) => ({ from, to, label: String(frequency), key: keys.value.has(frequency) })) : [],
    ),
  }
}
