import { computed, shallowRef, type ShallowRef, type WritableComputedRef } from 'vue'
import type { Insides } from '../../use-insides.ts'

/** Neurons of networks whose matrices on the page are factors, and have no column of their own there. */
const apart = new WeakMap<Insides, ShallowRef<number | null>>()

/** The pinned neuron of the circuit: that of the matrix on the page where its columns are these neurons. */
export function usePinnedNeuron(insides: Insides): WritableComputedRef<number | null> {
  const own = apart.get(insides) ?? shallowRef<number | null>(null)
  apart.set(insides, own)
  const isSame = (): boolean => insides.choice.value?.isPeriodic === true
  return computed({
    get: () => (isSame() ? insides.pin.value.column : own.value),
    set(neuron) {
      if (isSame()) insides.pin.value = { row: insides.pin.value.row, column: neuron }
      else own.value = neuron
    },
  })
}
