import { computed, markRaw, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { symmetricLimit } from '../../../../figures/limits.ts'
import { eventSteps, phaseSegments, type Segment } from '../../../../science/phases/index.ts'
import type { Sample } from '../../../../shared/contract/guide.ts'
import { modulusOf } from '../../../../shared/schema/config/task-words.ts'
import type { EventSteps } from '../../../../shared/schema/run.ts'
import type { MatrixPicture } from '../../../charts/matrix-cell.ts'
import { useLab, useLabLink } from '../../../platform/client.ts'
import { isDisconnection } from '../../../stores/follow.ts'
import { useNotices } from '../../../stores/notices.ts'
import { columnSpectrum, frequencyOrder, frequencyShares, keyFrequencies, type FrequencyOrder } from '../../run/frequency-order.ts'

/** The first matrix at one checkpoint, and how the power of its columns is spread over frequencies. */
export interface SampleFrame {
  readonly step: number
  readonly picture: MatrixPicture
  readonly shares: Float64Array
}

export interface SampleModel {
  readonly sample: ShallowRef<Sample | null>
  readonly events: ComputedRef<EventSteps>
  readonly segments: ComputedRef<readonly Segment[]>
  /** Empty until they are read. */
  readonly frames: ShallowRef<readonly SampleFrame[]>
  /** Of the last checkpoint, so that columns stand still while time moves. */
  readonly order: ComputedRef<FrequencyOrder | null>
  readonly keys: ComputedRef<ReadonlySet<number>>
  /** Symmetric and the same at all times. */
  readonly limits: ComputedRef<readonly [number, number]>
}

const tensor = 'layers.0.weight'

/** The run that comes with the lab, read without the store. */
export function useSample(): SampleModel {
  const lab = useLab()
  const link = useLabLink()
  const notices = useNotices()
  const sample = shallowRef<Sample | null>(null)
  const frames = shallowRef<readonly SampleFrame[]>([])

  async function read(): Promise<void> {
    const found = await lab.call('sample.read', {})
    sample.value = markRaw(found)
    const p = modulusOf(found.config.task) ?? 0
    const matrices = await lab.call('sample.matrix', { tensor })
    frames.value = matrices.map(({ step, value: { data, shape } }) => {
      const columns = shape[1] ?? 0
      // Rows 0 to p−1 are the first summand, the others the second.
      const picture = { values: data.subarray(0, p * columns), rows: p, columns }
      return markRaw({ step, picture, shares: frequencyShares(spectrumOf(picture)) })
    })
  }
  watch(
    link.generation,
    (generation) => {
      if (generation === 0 || frames.value.length > 0) return
      read().catch((error: unknown) => void (isDisconnection(error) || notices.fail('The sample run could not be read', error)))
    },
    { immediate: true },
  )

  const last = computed(() => frames.value.at(-1) ?? null)
  return {
    sample,
    frames,
    events: computed(() => eventSteps(sample.value?.curves ?? {})),
    segments: computed(() => phaseSegments(sample.value?.curves ?? {})),
    order: computed(() => (last.value ? markRaw(frequencyOrder(spectrumOf(last.value.picture))) : null)),
    keys: computed(() => (last.value ? keyFrequencies(last.value.shares) : new Set())),
    limits: computed(() => {
      const most = symmetricLimit(frames.value.map(({ picture }) => picture.values))
      return [-most, most]
    }),
  }
}

function spectrumOf({ values, rows, columns }: MatrixPicture) {
  return columnSpectrum({ data: values, columns, firstRow: 0, rows })
}
