import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { Curves, RunId } from '../../../shared/schema/run.ts'
import type { MatrixBracket, MatrixPicture } from '../../charts/matrix-cell.ts'
import { pictureOf, type MatrixChoice } from '../run/matrix-choices.ts'
import { alignColumns, isSameShape, type AlignedColumns, type ColumnAlignment } from './aligned-columns.ts'
import { linkedPlace, type LinkedPlace } from './linked-steps.ts'
import { bracketsOf, commonChoices, firstCommon, linkedRun, linkEvent, mostMatrices } from './matrix-comparison.ts'
import type { Drawn } from '../../../figures/comparison.ts'
import { useCompareTime, type CompareTime } from './use-compare-time.ts'
import { useMatrixFrames, type MatrixFrames } from './use-matrix-frames.ts'

/** One run of the comparison at the playhead. */
export interface ComparedMatrix {
  readonly drawn: Drawn
  readonly isBase: boolean
  readonly place: LinkedPlace | null
  readonly picture: MatrixPicture | null
  /** Columns as they lie here, and how they came to lie so; null for the baseline and where shapes differ. */
  readonly aligned: AlignedColumns | null
  readonly order: Int32Array | null
  readonly brackets: readonly MatrixBracket[]
  /** Why it is not compared. */
  readonly why: string
}

export interface MatrixComparison {
  readonly time: CompareTime
  readonly choices: ComputedRef<readonly MatrixChoice[]>
  readonly choice: ComputedRef<MatrixChoice | null>
  readonly chosen: Ref<string>
  readonly alignment: Ref<ColumnAlignment>
  readonly progress: MatrixFrames['progress']
  readonly limit: MatrixFrames['limit']
  /** Checkpoints of the baseline. */
  readonly checkpoints: ComputedRef<readonly number[]>
  /** The baseline first. */
  readonly parts: ComputedRef<readonly ComparedMatrix[]>
  /** The others whose matrices are shown, by run; none chosen takes the first. */
  readonly picked: Ref<readonly RunId[]>
}

interface Still {
  readonly picture: MatrixPicture
  readonly brackets: readonly MatrixBracket[]
}

export function useMatrixComparison(runs: () => readonly Drawn[], base: () => Drawn | null, curves: () => ReadonlyMap<RunId, Curves>): MatrixComparison {
  const chosen = shallowRef('')
  const picked = shallowRef<readonly RunId[]>([])
  const wanted = shallowRef<ColumnAlignment | null>(null)

  const shown = computed<readonly Drawn[]>(() => {
    const reference = base()
    if (!reference) return []
    const others = runs().filter(({ run }) => run.id !== reference.run.id)
    const asked = others.filter(({ run }) => picked.value.includes(run.id))
    return [reference, ...(asked.length > 0 ? asked.slice(0, mostMatrices - 1) : others.slice(0, 1))]
  })
  const configs = computed(() => shown.value.map(({ run }) => run))
  const choices = computed(() => commonChoices(configs.value))
  const choice = computed(() => choices.value.find(({ key }) => key === chosen.value) ?? firstCommon(choices.value, configs.value))
  const alignment = computed({
    get: () => wanted.value ?? (choice.value?.isPeriodic ? 'frequency' : 'stored'),
    set: (next) => (wanted.value = next),
  })
  const frames = useMatrixFrames(() => (shown.value.length > 1 ? configs.value : []), () => choice.value?.tensor ?? null)
  const stepsOf = (id: RunId | undefined): readonly number[] => (id === undefined ? [] : (frames.read.value.get(id)?.steps ?? []))
  const time = useCompareTime(runs, base, curves, () => stepsOf(base()?.run.id))

  function pictureAt(id: RunId, step: number): MatrixPicture | null {
    const frame = choice.value && frames.frame(id, step)
    return choice.value && frame ? pictureOf(choice.value, frame) : null
  }

  /** The last checkpoint of each: columns are ordered there, so that none moves while time does. */
  const last = computed<ReadonlyMap<RunId, Still>>(() => new Map(shown.value.flatMap(({ run }) => {
    const step = stepsOf(run.id).at(-1)
    const picture = step === undefined ? null : pictureAt(run.id, step)
    if (!picture) return []
    const brackets = choice.value?.isPeriodic ? bracketsOf(picture) : []
    return [[run.id, { picture, brackets }] as const]
  })))
  const aligned = computed<ReadonlyMap<RunId, AlignedColumns>>(() => {
    const [reference, ...others] = shown.value
    const still = reference ? last.value.get(reference.run.id) : undefined
    if (!still) return new Map()
    return new Map(others.flatMap(({ run }) => {
      const other = last.value.get(run.id)
      return other && isSameShape(still.picture, other.picture) ? [[run.id, alignColumns(alignment.value, still.picture, other.picture, choice.value?.isPeriodic ?? false)] as const] : []
    }))
  })
  const baseOrder = computed(() => {
    const reference = shown.value[0]
    const still = reference ? last.value.get(reference.run.id) : undefined
    // As the first of the others has it: the order of the baseline does not depend on the other.
    return still ? ([...aligned.value.values()][0]?.base ?? null) : null
  })

  const parts = computed<readonly ComparedMatrix[]>(() => {
    const [reference] = shown.value
    const step = time.playhead.step.value
    if (!reference) return []
    const linkedBase = linkedRun(reference, stepsOf(reference.run.id))
    const baseShape = last.value.get(reference.run.id)?.picture
    return shown.value.map((drawn): ComparedMatrix => {
      const { run } = drawn
      const isBase = run.id === reference.run.id
      const read = frames.read.value.get(run.id)
      const place = step === null || !read || read.why !== '' ? null : linkedPlace(time.by.value, step, linkedBase, isBase ? linkedBase : linkedRun(drawn, read.steps), linkEvent.name)
      const picture = place?.kind === 'at' ? pictureAt(run.id, place.checkpoint) : null
      const still = last.value.get(run.id)
      const columns = aligned.value.get(run.id) ?? null
      const differs = !isBase && baseShape !== undefined && still !== undefined && !isSameShape(baseShape, still.picture)
      const shape = differs ? `${still.picture.rows} × ${still.picture.columns} here, ${baseShape.rows} × ${baseShape.columns} in the baseline: matrices of different shapes are not compared.` : ''
      const isOwn = alignment.value === 'frequency'
      return {
        drawn, isBase, place, picture, aligned: columns,
        order: isBase ? baseOrder.value : (columns?.other ?? null),
        brackets: (isBase ? baseOrder.value !== null : isOwn && columns?.other) ? (still?.brackets ?? []) : [],
        why: read?.why !== undefined && read.why !== '' ? read.why : place?.kind === 'nowhere' ? place.why : shape,
      }
    })
  })

  return { time, checkpoints: computed(() => stepsOf(base()?.run.id)), choices, choice, chosen, alignment, progress: frames.progress, limit: frames.limit, parts, picked }
}
