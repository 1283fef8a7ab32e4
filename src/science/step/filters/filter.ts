import type { FilterConfig } from '../../../shared/schema/config/step.ts'
import type { Ops, Shape, Tensor } from '../../../engine/ops/ops.ts'
import type { OfKind } from '../../register.ts'
import type { Slots } from '../../optimisers/optimiser.ts'
import type { Trained } from '../trained.ts'

export type FilterKind = FilterConfig['kind']

/** What a filter leaves of the gradients, in the order of the parameters, and what it remembers of each. */
export interface Filtered {
  readonly gradient: Tensor
  readonly slots: Slots
}

export interface Filter<K extends FilterKind> {
  /** What it remembers of a parameter of this shape: shapes by slot, zeros at the start. */
  slots(config: OfKind<FilterConfig, K>, shape: Shape): Readonly<Record<string, Shape>>
  /** All parameters at once, because some filters look at the whole gradient. */
  apply(ops: Ops, config: OfKind<FilterConfig, K>, parameters: readonly (Trained & { readonly slots: Slots })[]): readonly Filtered[]
}

export type Filters = { readonly [K in FilterKind]: Filter<K> }

/** A slot by its name; a missing one is a mistake of the filter. */
export function slotOf(slots: Slots, slot: string): Tensor {
  const tensor = slots[slot]
  if (tensor === undefined) throw new Error(`The filter asks for ${slot}, which is not among its slots.`)
  return tensor
}
