import { computed, type ComputedRef, type MaybeRefOrGetter, type ShallowRef, toValue } from 'vue'
import type { PresetSummary, RunUpdate } from '../../../shared/contract.ts'
import type { CheckpointInfo, Curves, EventSteps, RunId, RunState, RunSummary } from '../../../shared/schema/run.ts'
import { eventSteps, phaseSegments, thresholdsOf, type Segment } from '../../../science/phases/index.ts'
import { stepDomainOf, type StepDomain } from '../../../shared/runs/step-domain.ts'
import { tellingSteps } from '../../../shared/runs/telling-events.ts'
import { usePlayhead, type Playhead } from '../../composables/playhead.ts'
import { useRunCurves } from '../../composables/run-curves.ts'
import { expectationOf, type Expectation } from '../../stores/expectation.ts'
import { usePresets } from '../../stores/presets.ts'
import { isTraining, useRuns } from '../../stores/runs.ts'
import { differsInSubstance } from './configuration-keys.ts'

/** Everything the views of one run share: what is stored of it, where it stands, and the one playhead. */
export interface RunModel {
  /** Null until the list of runs has come, or when there is no such run. */
  readonly run: ComputedRef<RunSummary | null>
  readonly state: ComputedRef<RunState | null>
  readonly isLive: ComputedRef<boolean>
  readonly curves: ShallowRef<Curves>
  readonly update: ShallowRef<RunUpdate | null>
  readonly checkpoints: ShallowRef<readonly CheckpointInfo[]>
  readonly checkpointSteps: ComputedRef<readonly number[]>
  /** Logged steps of the accuracies, ascending. */
  readonly steps: ComputedRef<Uint32Array>
  readonly domain: ComputedRef<StepDomain>
  readonly segments: ComputedRef<readonly Segment[]>
  /** Of those that mean something for its task. */
  readonly events: ComputedRef<EventSteps>
  /** The preset it was made from, and what that says of it; its expectations hold only while `expects` does. */
  readonly preset: ComputedRef<PresetSummary | null>
  readonly expectation: ComputedRef<Expectation | null>
  readonly expects: ComputedRef<boolean>
  /** The name of the run that has to be finished before this one begins; null where there is none. */
  readonly waitsFor: ComputedRef<string | null>
  readonly playhead: Playhead
}

const none = new Uint32Array()

export function useRun(id: MaybeRefOrGetter<RunId>): RunModel {
  const runs = useRuns()
  const presets = usePresets()
  presets.wantCurves()
  const { curves, update, checkpoints } = useRunCurves(id)

  const run = computed(() => runs.byId.get(toValue(id)) ?? null)
  const isLive = computed(() => run.value !== null && isTraining(run.value))
  const state = computed(() => {
    const newest = update.value?.state
    const listed = run.value?.state ?? null
    // The stream of a run is ahead of the list while it trains, and silent once it rests.
    const streams = newest?.status === 'running' || newest?.status === 'paused'
    return streams && isLive.value ? newest : listed
  })
  const steps = computed(() => curves.value['test_accuracy']?.steps ?? curves.value['train_accuracy']?.steps ?? none)
  const checkpointSteps = computed(() => checkpoints.value.map(({ step }) => step))
  const preset = computed(() => presets.byId.get(run.value?.preset ?? '') ?? null)
  const expectation = computed(() => (preset.value !== null && run.value !== null ? expectationOf(preset.value, run.value) : null))

  return {
    run,
    state,
    isLive,
    curves,
    update,
    checkpoints,
    checkpointSteps,
    steps,
    domain: computed(() => stepDomainOf(curves.value, run.value?.config.steps ?? 2)),
    segments: computed(() => phaseSegments(curves.value, run.value === null ? undefined : thresholdsOf(run.value.config.task))),
    events: computed(() => {
      const steps = eventSteps(curves.value)
      return run.value === null ? steps : tellingSteps(steps, run.value.config.task)
    }),
    preset,
    expectation,
    expects: computed(() => expectation.value !== null && run.value !== null && !differsInSubstance(run.value.config, expectation.value.config)),
    waitsFor: computed(() => {
      if (run.value === null) return null
      const { after, parent } = run.value
      const before = [after, parent?.step === null ? parent.run : null].map((other) => (other === null ? undefined : runs.byId.get(other)))
      return before.find((other) => other !== undefined && other.state.status !== 'finished')?.name ?? null
    }),
    playhead: usePlayhead({ steps, checkpoints: checkpointSteps }),
  }
}
