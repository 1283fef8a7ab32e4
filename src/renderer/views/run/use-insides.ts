import { computed, markRaw, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter, type Ref, type ShallowRef } from 'vue'
import { symmetricLimit } from '../../../figures/limits.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { HostTensor } from '../../../shared/tensors.ts'
import { nearestStep } from '../../charts/logged-steps.ts'
import type { MatrixCell, MatrixPicture, MatrixPin } from '../../charts/matrix-cell.ts'
import { useLab, useLabLink } from '../../platform/client.ts'
import { isDisconnection } from '../../stores/follow.ts'
import { useNotices } from '../../stores/notices.ts'
import { Answers, type AskLab } from './panels/answers.ts'
import { ByteCache } from './panels/byte-cache.ts'
import type { CheckpointSource, CheckpointWeights } from './panels/checkpoint-source.ts'
import { FrameCache } from './frame-cache.ts'
import { columnSpectrum, frequencyOrder, frequencyShares, keyFrequencies, type FrequencyOrder } from './frequency-order.ts'
import { pictureOf, storedCell, type MatrixChoice } from './matrix-choices.ts'
import { matrixLook, type MatrixLook } from './matrix-look.ts'
import { tensorChoices } from './tensor-choices.ts'
import type { RunModel } from './use-run.ts'

/** The weights of a run over time: one matrix at the checkpoint under the playhead, with limits and order that time does not move. */
export interface Insides extends CheckpointSource {
  readonly choices: ComputedRef<readonly MatrixChoice[]>
  readonly chosen: Ref<string>
  readonly choice: ComputedRef<MatrixChoice | null>
  /** What is on screen; the former frame until the asked-for one has come. */
  readonly picture: ShallowRef<{ readonly step: number; readonly matrix: MatrixPicture } | null>
  readonly look: MatrixLook
  readonly limits: ComputedRef<readonly [number, number]>
  /** Of a periodic choice, whether or not it is drawn so. */
  readonly order: ComputedRef<FrequencyOrder | null>
  /** Checkpoint by which the columns are ordered: the last read. */
  readonly orderedAt: ComputedRef<number | null>
  readonly keys: ComputedRef<ReadonlySet<number>>
  /** Share of each frequency at each checkpoint read so far, ascending; for periodic choices. */
  readonly power: ShallowRef<readonly FrequencyPower[]>
  readonly progress: Ref<{ readonly read: number; readonly of: number } | null>
  readonly cell: ShallowRef<MatrixCell | null>
  readonly pin: ShallowRef<MatrixPin>
  /** Checkpoints in memory, ascending, and a cell of the choice on screen at each of them. */
  readonly read: ShallowRef<readonly number[]>
  cellSeries(row: number, column: number): readonly number[]
  /** A frame of the choice on screen, or null when it is not in memory. */
  pictureAt(step: number): MatrixPicture | null
}

export interface FrequencyPower {
  readonly step: number
  readonly shares: Float64Array
}

const cacheBytes = 160 * 2 ** 20
const answerBytes = 64 * 2 ** 20
const weightBytes = 96 * 2 ** 20

export function useInsides(id: MaybeRefOrGetter<RunId>, model: RunModel, isShown: MaybeRefOrGetter<boolean>): Insides {
  const lab = useLab()
  const link = useLabLink()
  const notices = useNotices()
  const cache = new FrameCache(cacheBytes)
  const ask: AskLab = async ({ run, ...order }, signal, heard) => {
    const stream = lab.stream('runs.measure', { id: run, ...order }, { signal })
    for await (const { share } of stream) heard(share)
    return stream.end
  }

  /** Of everything that a checkpoint holds; what the configuration names is there before. */
  const shapes = shallowRef<Readonly<Record<string, readonly number[]>>>({})
  // The run is a new object with every word of the lab; its matrices are not.
  const choices = computed<readonly MatrixChoice[]>((before) => {
    const next = model.run.value ? tensorChoices(model.run.value.config, shapes.value) : []
    return before && before.length === next.length && before.every(({ key }, i) => key === next[i]?.key) ? before : next
  })
  const chosen = shallowRef('')
  const choice = computed(() => choices.value.find(({ key }) => key === chosen.value) ?? choices.value[0] ?? null)
  const checkpoint = computed(() => (model.playhead.step.value === null ? null : nearestStep(model.checkpointSteps.value, model.playhead.step.value)))
  /** Steps of the tensor on screen that have been read, ascending. */
  const read = shallowRef<readonly number[]>([])
  const limit = shallowRef(1)
  const power = shallowRef<readonly FrequencyPower[]>([])
  const picture: Insides['picture'] = shallowRef(null)
  const progress: Insides['progress'] = shallowRef(null)
  const cell = shallowRef<MatrixCell | null>(null)
  const pin = shallowRef<MatrixPin>({ row: null, column: null })

  function pictureAt(step: number): MatrixPicture | null {
    const frame = choice.value ? cache.get(choice.value.tensor, step) : null
    return frame && choice.value ? markRaw(pictureOf(choice.value, frame)) : null
  }

  function spectrumOf({ values, rows, columns }: MatrixPicture) {
    return columnSpectrum({ data: values, columns, firstRow: 0, rows })
  }

  const orderedAt = computed(() => read.value.at(-1) ?? null)
  const lastSpectrum = computed(() => {
    // By the array and not its last step alone: another matrix may have been read up to the same step.
    const at = read.value.at(-1)
    const last = choice.value?.isPeriodic && at !== undefined ? pictureAt(at) : null
    return last ? spectrumOf(last) : null
  })
  const order = computed(() => (lastSpectrum.value ? markRaw(frequencyOrder(lastSpectrum.value)) : null))
  const keys = computed<ReadonlySet<number>>(() => (lastSpectrum.value ? keyFrequencies(frequencyShares(lastSpectrum.value)) : new Set()))

  /** Draws what the playhead asks for, when it is in memory; a choice that differs from the picture's never keeps it. */
  function draw(): void {
    const step = checkpoint.value
    const matrix = step === null ? null : pictureAt(step)
    if (matrix && step !== null) picture.value = { step, matrix }
  }

  /** What follows from the frames read: limits never shrink, so that a colour keeps its weight over time. */
  function settle(tensor: string): void {
    const steps = model.checkpointSteps.value.filter((step) => cache.has(tensor, step))
    read.value = steps
    const pictures = steps.flatMap((step) => pictureAt(step) ?? [])
    limit.value = symmetricLimit(pictures.map(({ values }) => values))
    const known = new Map(power.value.map((entry) => [entry.step, entry]))
    power.value = choice.value?.isPeriodic
      ? steps.flatMap((step) => {
          const old = known.get(step)
          if (old) return [old]
          const matrix = pictureAt(step)
          return matrix ? [markRaw({ step, shares: frequencyShares(spectrumOf(matrix)) })] : []
        })
      : []
    draw()
  }

  async function readAll(run: RunId, tensor: string, signal: AbortSignal): Promise<void> {
    const total = model.checkpointSteps.value.length
    let count = 0
    const late = setTimeout(() => (progress.value = { read: count, of: total }), 300)
    try {
      // Nothing is drawn before all is read: colours would change their meaning when the limits are known.
      for await (const { step, value } of lab.stream('runs.matrix', { id: run, tensor }, { signal })) {
        if (signal.aborted) return
        cache.put(tensor, step, markRaw(value))
        count++
        if (progress.value) progress.value = { read: count, of: Math.max(total, count) }
        // More frames than memory holds: the others are read one by one when the playhead asks for them.
        if (cache.bytes > cacheBytes - 2 * bytesOf(value)) break
      }
      settle(tensor)
    } finally {
      clearTimeout(late)
      progress.value = null
    }
  }

  function guard(reading: Promise<void>): void {
    reading.catch((error: unknown) => {
      if (!isDisconnection(error)) notices.fail('The weights could not be read', error)
    })
  }

  watch(
    [() => toValue(id), choice, () => toValue(isShown), () => model.checkpointSteps.value.length > 0, link.generation] as const,
    ([run, shown, isOn, isSaved], before, onCleanup) => {
      if (before[0] !== undefined && before[0] !== run) cache.clear()
      if (before[1]?.key !== shown?.key) {
        picture.value = null
        read.value = []
        power.value = []
        cell.value = null
        pin.value = { row: null, column: null }
      }
      if (!shown || !isOn || !isSaved) return
      const stop = new AbortController()
      onCleanup(() => stop.abort())
      const isComplete = model.checkpointSteps.value.every((step) => cache.has(shown.tensor, step))
      if (isComplete) settle(shown.tensor)
      else guard(readAll(run, shown.tensor, stop.signal))
    },
    { immediate: true },
  )

  // A checkpoint saved after the others were read, or one that memory no longer holds.
  let fetching = false
  async function fetchMissing(): Promise<void> {
    const step = checkpoint.value
    const tensor = choice.value?.tensor
    if (fetching || step === null || tensor === undefined || progress.value || read.value.length === 0 || cache.has(tensor, step)) return draw()
    fetching = true
    try {
      const { tensors } = await lab.call('runs.weights', { id: toValue(id), step })
      const value: HostTensor | undefined = tensors[tensor]
      if (value) cache.put(tensor, step, markRaw(value))
    } finally {
      fetching = false
    }
    if (choice.value?.tensor === tensor) settle(tensor)
    if (checkpoint.value !== step) await fetchMissing()
  }
  watch(checkpoint, () => {
    if (toValue(isShown)) guard(fetchMissing())
  })

  const weights = new ByteCache<CheckpointWeights>(weightBytes, ({ tensors }) => Object.values(tensors).reduce((sum, { data }) => sum + data.byteLength, 200))
  async function readShapes(run: RunId, step: number, signal: AbortSignal): Promise<void> {
    const found = await lab.call('runs.weights', { id: run, step }, { signal })
    weights.put(`${run} ${step}`, found)
    shapes.value = Object.fromEntries(Object.entries(found.tensors).map(([name, { shape }]) => [name, shape]))
  }
  watch(
    [() => toValue(id), () => toValue(isShown), () => model.checkpointSteps.value[0] ?? null, link.generation] as const,
    ([run, isOn, first], before, onCleanup) => {
      if (before[0] !== run) shapes.value = {}
      if (!isOn || first === null || Object.keys(shapes.value).length > 0) return
      const stop = new AbortController()
      onCleanup(() => stop.abort())
      guard(readShapes(run, first, stop.signal))
    },
    { immediate: true },
  )

  const look = matrixLook({ limit, picture, last: () => (orderedAt.value === null ? null : pictureAt(orderedAt.value)), frequencies: order, keys })
  function cellSeries(row: number, column: number): readonly number[] {
    const shown = choice.value
    return shown ? read.value.map((step) => {
      const frame = cache.get(shown.tensor, step)
      return frame ? storedCell(shown, frame, row, column) : Number.NaN
    }) : []
  }

  return {
    run: computed(() => toValue(id)),
    answers: new Answers(ask, answerBytes),
    weights,
    choices,
    chosen,
    choice,
    checkpoint,
    picture,
    look,
    limits: look.limits,
    order,
    orderedAt,
    keys,
    power,
    progress,
    cell,
    pin,
    read,
    cellSeries,
    pictureAt,
  }
}

function bytesOf(frame: HostTensor): number {
  return frame.data.byteLength
}
