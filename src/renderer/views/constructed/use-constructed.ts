import { computed, markRaw, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { Constructed, ConstructedOrder } from '../../../shared/schema/constructed.ts'
import { useLab, useLabLink } from '../../platform/client.ts'
import { isDisconnection } from '../../stores/follow.ts'
import type { Circuit } from '../run/panels/circuit/circuit.ts'
import { block, matrixOf, turned } from '../run/panels/circuit/product.ts'
import { circuitWaves, neuronGroups } from '../run/panels/circuit/waves.ts'
import { sentenceOf } from '../run/panels/use-checkpoint-measure.ts'

/** A constructed solution as its panels read it. */
export interface ConstructedModel {
  readonly built: ShallowRef<Constructed | null>
  readonly circuit: ComputedRef<Circuit | null>
  readonly groups: ComputedRef<ReturnType<typeof neuronGroups> | null>
  readonly waves: ComputedRef<ReturnType<typeof circuitWaves> | null>
  readonly problem: Readonly<Ref<string | null>>
}

export function circuitOfConstructed({ order: { modulus: p }, input, output }: Pick<Constructed, 'order' | 'input' | 'output'>): Circuit {
  const whole = matrixOf(input)
  return { p, neurons: whole.columns, a: block(whole, 0, p), b: block(whole, p, p), isShared: false, answer: turned(matrixOf(output)), residues: Int32Array.from({ length: p }, (_, i) => i) }
}

/** Builds what is asked for; while one is built, only the newest of the next is kept, so that a slider never waits for where it was. */
export function useConstructed(order: Ref<ConstructedOrder>): ConstructedModel {
  const lab = useLab()
  const link = useLabLink()
  const built = shallowRef<Constructed | null>(null)
  const problem = shallowRef<string | null>(null)
  let isBusy = false

  async function build(): Promise<void> {
    if (isBusy || link.generation.value === 0) return
    isBusy = true
    const asked = order.value
    try {
      built.value = markRaw(await lab.call('constructed.build', asked))
      problem.value = null
    } catch (error) {
      if (!isDisconnection(error)) problem.value = sentenceOf(error)
    } finally {
      isBusy = false
    }
    if (order.value !== asked) await build()
  }
  watch([order, link.generation], () => void build(), { immediate: true })

  const circuit = computed(() => (built.value ? markRaw(circuitOfConstructed(built.value)) : null))
  const groups = computed(() => (circuit.value ? markRaw(neuronGroups(circuit.value)) : null))
  const waves = computed(() => (circuit.value && groups.value ? markRaw(circuitWaves(circuit.value, groups.value.frequency)) : null))
  return { built, circuit, groups, waves, problem }
}
