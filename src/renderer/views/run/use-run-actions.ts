import { computed, shallowRef, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue'
import { formatInteger } from '../../../figures/formats.ts'
import type { CurvesData } from '../../../figures/scene.ts'
import type { CurvesSpec } from '../../../figures/spec.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { saveBytes } from '../../charts/save-figure.ts'
import type { IconName } from '../../components/icons.ts'
import type { MenuItem } from '../../components/menu-item.ts'
import { useLab } from '../../platform/client.ts'
import { useNotices } from '../../stores/notices.ts'
import { useRuns } from '../../stores/runs.ts'
import { insidesItems } from './insides-figures.ts'
import { curvesItems, matrixItems, stemOf } from './save-items.ts'
import type { Insides } from './use-insides.ts'
import type { RunModel } from './use-run.ts'

export interface RunButton {
  readonly label: string
  readonly icon: IconName
  readonly isPrimary: boolean
  run(): void
}

/** What can be asked of a run in its state: the primary one last, and what can be saved of it. */
export interface RunActions {
  readonly buttons: ComputedRef<readonly RunButton[]>
  /** Asked when they are shown: their words change with the playhead. */
  saves(): readonly MenuItem[]
  /** Goes on from the newest state. */
  resume(): void
  /** A request is under way: its buttons wait for the answer. */
  readonly isAsking: Ref<boolean>
}

export interface Figure {
  readonly spec: CurvesSpec
  readonly data: CurvesData
}

export function useRunActions(id: MaybeRefOrGetter<RunId>, model: RunModel, insides: Insides, figure: MaybeRefOrGetter<Figure | null>, tab: MaybeRefOrGetter<string>): RunActions {
  const lab = useLab()
  const runs = useRuns()
  const notices = useNotices()
  const isAsking = shallowRef(false)

  function ask(request: () => Promise<unknown>): void {
    if (isAsking.value) return
    isAsking.value = true
    void request().finally(() => (isAsking.value = false))
  }

  const stop: RunButton = { label: 'Stop', icon: 'stop', isPrimary: false, run: () => ask(() => runs.stop(toValue(id))) }
  const pause: RunButton = { label: 'Pause', icon: 'pause', isPrimary: true, run: () => ask(() => runs.pause(toValue(id))) }
  const resume = (from: number | null): RunButton => ({
    label: from === null ? 'Resume' : `Resume from ${formatInteger(from)}`,
    icon: 'play',
    isPrimary: true,
    run: () => ask(() => runs.resume(toValue(id))),
  })

  const buttons = computed<readonly RunButton[]>(() => {
    const state = model.state.value
    switch (state?.status) {
      case 'queued':
        return [stop]
      case 'running':
        return [stop, pause]
      case 'paused':
        return [stop, resume(null)]
      case 'interrupted':
        return state.resumableFrom === null ? [] : [resume(state.resumableFrom)]
      case 'stopped':
        return [resume(null)]
      default:
        return []
    }
  })

  async function saveWeights(step: number): Promise<void> {
    const run = model.run.value
    if (!run) return
    try {
      const file = await lab.call('runs.weightsFile', { id: run.id, step })
      saveBytes(new Uint8Array(file.bytes), `${stemOf(run, 'step', file.step)}.safetensors`)
    } catch (error) {
      notices.fail('The weights were not saved', error)
    }
  }

  const saves = computed<readonly MenuItem[]>(() => {
    const run = model.run.value
    const drawn = toValue(figure)
    if (!run || !drawn) return []
    const curves = curvesItems(run, drawn.spec, drawn.data)
    const matrix = toValue(tab) === 'insides' ? [...matrixItems(run, insides), ...insidesItems(run, model, insides)] : []
    const checkpoint = insides.checkpoint.value
    const weights: MenuItem[] =
      checkpoint === null ? [] : [{ label: `Weights at step ${formatInteger(checkpoint)} as safetensors`, icon: 'download', apart: true, run: () => void saveWeights(checkpoint) }]
    return [...matrix, ...curves, ...weights]
  })

  return { buttons, saves: () => saves.value, isAsking, resume: () => resume(null).run() }
}
