import { computed, markRaw, onScopeDispose, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter, type Ref, type ShallowRef } from 'vue'
import { symmetricLimit } from '../../../figures/limits.ts'
import type { RunId } from '../../../shared/schema/run.ts'
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
import { pictureOf, storedCell, usualChoice, type MatrixChoice } from './matrix-choices.ts'
import { matrixLook, type MatrixLook } from './matrix-look.ts'
import { powerHistory, type FrequencyPower } from './power-history.ts'
import { readFrames } from './read-frames.ts'
import { tensorChoices } from './tensor-choices.ts'
import { useIrrepOrder } from './use-irrep-order.ts'
import type { RunModel } from './use-run.ts'

/** A matrix at a checkpoint. */
export interface MatrixFrame {
  readonly step: number
  readonly matrix: MatrixPicture
}

/** The weights of a run over time: one matrix at the checkpoint under the playhead, with limits and order that time does not move. */
export interface Insides extends CheckpointSource {
  readonly choices: ComputedRef<readonly MatrixChoice[]>
  readonly chosen: Ref<string>
  readonly choice: ComputedRef<MatrixChoice | null>
  /** What is on screen; the former frame until the asked-for one has come. */
  readonly picture: ShallowRef<MatrixFrame | null>
  readonly look: MatrixLook
  readonly limits: ComputedRef<readonly [number, number]>
  /** Of a periodic choice, whether or not it is drawn so. */
  readonly order: ComputedRef<FrequencyOrder | null>
  /** The checkpoint by which columns are ordered and axes are fixed: the last; null until it is read. */
  readonly anchor: ShallowRef<MatrixFrame | null>
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

const cacheBytes = 160 * 2 ** 20
const answerBytes = 64 * 2 ** 20
const weightBytes = 96 * 2 ** 20
/** While frames come, what follows from all of them is told at most so often. */
const publishMs = 150
const lateMs = 300

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
  const choice = computed(() => choices.value.find(({ key }) => key === chosen.value) ?? usualChoice(choices.value, model.run.value?.config ?? null))
  const checkpoint = computed(() => (model.playhead.step.value === null ? null : nearestStep(model.checkpointSteps.value, model.playhead.step.value)))
  const read = shallowRef<readonly number[]>([])
  const limit = shallowRef(1)
  const picture: Insides['picture'] = shallowRef(null)
  const anchor: Insides['anchor'] = shallowRef(null)
  const progress: Insides['progress'] = shallowRef(null)
  const cell = shallowRef<MatrixCell | null>(null)
  const pin = shallowRef<MatrixPin>({ row: null, column: null })

  function pictureAt(step: number): MatrixPicture | null {
    const frame = choice.value ? cache.get(choice.value.tensor, step) : null
    return frame && choice.value ? markRaw(pictureOf(choice.value, frame)) : null
  }
  const history = powerHistory(pictureAt)
  onScopeDispose(history.stop)

  const orderedAt = computed(() => anchor.value?.step ?? null)
  const lastSpectrum = computed(() => {
    const last = choice.value?.isPeriodic ? anchor.value?.matrix : null
    return last ? columnSpectrum({ data: last.values, columns: last.columns, firstRow: 0, rows: last.rows }) : null
  })
  const order = computed(() => (lastSpectrum.value ? markRaw(frequencyOrder(lastSpectrum.value)) : null))
  const keys = computed<ReadonlySet<number>>(() => (lastSpectrum.value ? keyFrequencies(frequencyShares(lastSpectrum.value)) : new Set()))

  /** Draws what the playhead asks for, when it is in memory. */
  function draw(): void {
    const step = checkpoint.value
    const matrix = step === null || picture.value?.step === step ? null : pictureAt(step)
    if (matrix && step !== null) picture.value = { step, matrix }
  }

  /** What follows from the frames in memory. Limits are those of all of them: while they are read those of the first stand, so that colours do not flicker. */
  function publish(tensor: string, withLimits: boolean): void {
    const steps = model.checkpointSteps.value.filter((step) => cache.has(tensor, step))
    read.value = steps
    if (withLimits) limit.value = symmetricLimit(steps.flatMap((step) => pictureAt(step)?.values ?? []))
    const last = model.checkpointSteps.value.at(-1) ?? null
    if (last !== null && anchor.value?.step !== last) {
      const matrix = pictureAt(last)
      if (matrix) anchor.value = { step: last, matrix }
    }
    if (choice.value?.isPeriodic) history.follow(choice.value.key, steps)
    draw()
  }

  let reading: AbortController | null = null
  async function readMissing(run: RunId, tensor: string): Promise<void> {
    const stop = (reading = new AbortController())
    let count = 0
    let published = 0
    const told = (): void => {
      const steps = model.checkpointSteps.value
      progress.value = { read: steps.filter((step) => cache.has(tensor, step)).length, of: steps.length }
    }
    const late = setTimeout(told, lateMs)
    try {
      const source = {
        frames: (steps: readonly number[], signal: AbortSignal) => lab.stream('runs.matrix', { id: run, tensor, steps }, { signal }),
        steps: () => model.checkpointSteps.value,
        wanted: () => checkpoint.value,
        heard: () => {
          count++
          const isFirst = read.value.length === 0
          if (isFirst || count <= 2 || performance.now() - published > publishMs) {
            publish(tensor, isFirst || (count === 2 && read.value.length === 1))
            published = performance.now()
            if (progress.value) told()
          } else draw()
        },
      }
      await readFrames(tensor, cache, cacheBytes, source, stop.signal)
      if (!stop.signal.aborted && count > 0) publish(tensor, true)
    } finally {
      clearTimeout(late)
      if (reading === stop) {
        reading = null
        progress.value = null
      }
    }
  }

  function guard(task: Promise<void>): void {
    task.catch((error: unknown) => {
      if (!isDisconnection(error)) notices.fail('The weights could not be read', error)
    })
  }

  watch(
    [() => toValue(id), choice, () => toValue(isShown), () => model.checkpointSteps.value.length > 0, link.generation] as const,
    ([run, shown, isOn, isSaved], before, onCleanup) => {
      if (before[0] !== undefined && before[0] !== run) {
        cache.clear()
        history.clear()
      }
      if (before[1]?.key !== shown?.key) {
        picture.value = anchor.value = cell.value = null
        read.value = []
        history.stop()
        history.power.value = []
        pin.value = { row: null, column: null }
      }
      if (!shown || !isOn || !isSaved) return
      onCleanup(() => reading?.abort())
      if (cache.has(shown.tensor, checkpoint.value ?? -1)) publish(shown.tensor, true)
      guard(readMissing(run, shown.tensor))
    },
    { immediate: true },
  )

  // The playhead goes on, or a checkpoint is saved after the others were read: what memory does not hold is read.
  watch([checkpoint, model.checkpointSteps], ([step], [before]) => {
    const tensor = choice.value?.tensor
    if (!toValue(isShown) || tensor === undefined) return
    if (step !== before) draw()
    const isWhole = read.value.length > 0 && (step === null || cache.has(tensor, step)) && model.checkpointSteps.value.length === read.value.length
    if (reading === null && !isWhole) guard(readMissing(toValue(id), tensor))
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

  const answers = new Answers(ask, answerBytes)
  const run = computed(() => toValue(id))
  const irreps = useIrrepOrder({ config: computed(() => model.run.value?.config ?? null), run, isLive: model.isLive, choice, orderedAt, columns: () => anchor.value?.matrix.columns ?? 0, answers })
  const look = matrixLook({ limit, picture, last: () => anchor.value?.matrix ?? null, frequencies: order, keys, irreps })
  function cellSeries(row: number, column: number): readonly number[] {
    const shown = choice.value
    return shown ? read.value.map((step) => {
      const frame = cache.get(shown.tensor, step)
      return frame ? storedCell(shown, frame, row, column) : Number.NaN
    }) : []
  }

  return {
    run,
    answers,
    weights,
    choices,
    chosen,
    choice,
    checkpoint,
    picture,
    look,
    limits: look.limits,
    order,
    anchor,
    orderedAt,
    keys,
    power: history.power,
    progress,
    cell,
    pin,
    read,
    cellSeries,
    pictureAt,
  }
}
