import { computed, markRaw, type ComputedRef, type Ref } from 'vue'
import type { RunConfig } from '../../../../../shared/schema/run-config.ts'
import type { NamedTensors } from '../../../../../shared/tensors.ts'
import type { Insides } from '../../use-insides.ts'
import type { RunModel } from '../../use-run.ts'
import { useCheckpointTensors } from '../use-checkpoint-tensors.ts'
import { circuitRecipe, type Circuit, type CircuitRecipe } from './circuit.ts'
import { circuitWaves, neuronGroups, type CircuitWaves, type NeuronGroups } from './waves.ts'

/** The circuit of a run at the checkpoint under the playhead, with what the last checkpoint fixes. */
export interface RunCircuit {
  readonly config: ComputedRef<RunConfig | null>
  readonly recipe: ComputedRef<CircuitRecipe | null>
  readonly circuit: ComputedRef<Circuit | null>
  readonly weights: ComputedRef<NamedTensors | null>
  /** Of the last checkpoint: scales, frequencies and groups stay where they are while time moves. */
  readonly fixed: ComputedRef<Circuit | null>
  readonly fixedAt: ComputedRef<number | null>
  readonly groups: ComputedRef<NeuronGroups | null>
  /** The shown circuit at the fixed frequencies. */
  readonly waves: ComputedRef<CircuitWaves | null>
  readonly step: ComputedRef<number | null>
  readonly asked: Readonly<Ref<number | null>>
  /** The weights take more than 300 ms: 0, else null. */
  readonly progress: ComputedRef<number | null>
  readonly problem: Readonly<Ref<string | null>>
}

/** Panels side by side read the same checkpoint: its tables are made once. */
const made = new WeakMap<NamedTensors, Circuit | null>()
const grouped = new WeakMap<Circuit, NeuronGroups>()

export function circuitOf(recipe: CircuitRecipe, weights: NamedTensors): Circuit | null {
  const known = made.get(weights)
  if (known !== undefined) return known
  const circuit = recipe.make(weights)
  const kept = circuit === null ? null : markRaw(circuit)
  made.set(weights, kept)
  return kept
}

export function groupsOf(circuit: Circuit): NeuronGroups {
  const known = grouped.get(circuit)
  if (known) return known
  const groups = markRaw(neuronGroups(circuit))
  grouped.set(circuit, groups)
  return groups
}

export function useCircuit(model: RunModel, insides: Insides): RunCircuit {
  const config = computed(() => model.run.value?.config ?? null)
  const recipe = computed(() => {
    const found = config.value === null ? null : circuitRecipe(config.value)
    return typeof found === 'string' ? null : found
  })
  const now = useCheckpointTensors(insides)
  const end = useCheckpointTensors(insides, () => model.checkpointSteps.value.at(-1) ?? null)
  const weights = computed(() => now.weights.value?.tensors ?? null)
  const circuit = computed(() => (recipe.value && weights.value ? circuitOf(recipe.value, weights.value) : null))
  const fixed = computed(() => (recipe.value && end.weights.value ? circuitOf(recipe.value, end.weights.value.tensors) : null))
  const groups = computed(() => (fixed.value ? groupsOf(fixed.value) : null))
  return {
    config,
    recipe,
    circuit,
    weights,
    fixed,
    fixedAt: computed(() => end.weights.value?.step ?? null),
    groups,
    waves: computed(() => (circuit.value && groups.value ? markRaw(circuitWaves(circuit.value, groups.value.frequency)) : null)),
    step: computed(() => now.weights.value?.step ?? null),
    asked: insides.checkpoint,
    progress: computed(() => (now.isLate.value ? 0 : null)),
    problem: now.problem,
  }
}

/** What a panel of waves asks of a network. */
export function lacksCircuit(config: RunConfig): string | null {
  const recipe = circuitRecipe(config)
  return typeof recipe === 'string' ? recipe : null
}
