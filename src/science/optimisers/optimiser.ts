import type { OptimiserConfig } from '../../shared/schema/config/optimiser.ts'
import type { Ops, Shape, Tensor } from '../../engine/ops/ops.ts'
import type { OfKind } from '../register.ts'

export type OptimiserKind = OptimiserConfig['kind']

/** What an optimiser remembers of one parameter: tensors of its shape by slot, zeros at the start. */
export type Slots<Slot extends string = string> = Readonly<Record<Slot, Tensor>>

export interface Update<Slot extends string = string> {
  readonly weight: Tensor
  readonly slots: Slots<Slot>
}

/** What an update may ask for besides. */
export interface UpdateContext {
  /** The parameter before training. */
  initial(): Tensor
  /** Standard normal numbers for this parameter in this update; other ones for each use. */
  normal(shape: Shape, use: 'decay' | 'update'): Tensor
}

export interface Optimiser<K extends OptimiserKind, Slot extends string = string> {
  readonly slots: readonly Slot[]
  /** One update of one parameter; all tensors have its shape and the arguments are not changed. */
  update(ops: Ops, config: OfKind<OptimiserConfig, K>, weight: Tensor, gradient: Tensor, slots: Slots<Slot>, context: UpdateContext): Update<Slot>
}

export type Optimisers = { readonly [K in OptimiserKind]: Optimiser<K> }

/** `optimiser.m.layers.0.weight`: the name of a slot in programs, checkpoints and files. */
export function slotName(slot: string, parameter: string): string {
  return `optimiser.${slot}.${parameter}`
}
