import { computed, markRaw, shallowRef, watch, type ShallowRef } from 'vue'
import { formatFixed } from '../../../figures/formats.ts'
import { symmetricLimit } from '../../../figures/limits.ts'
import { taskName } from '../../../shared/schema/config/task-words.ts'
import type { RunSummary } from '../../../shared/schema/run.ts'
import type { MatrixBracket, MatrixPicture } from '../../charts/matrix-cell.ts'
import { useLab } from '../../platform/client.ts'
import { isDisconnection } from '../../stores/follow.ts'
import { useNotices } from '../../stores/notices.ts'
import { columnSpectrum, frequencyOrder, frequencyShares, keyFrequencies } from '../run/frequency-order.ts'
import { matrixChoices, pictureOf, type MatrixChoice } from '../run/matrix-choices.ts'

export interface PairPart {
  readonly run: RunSummary
  readonly picture: MatrixPicture
  readonly order: Int32Array
  readonly brackets: readonly MatrixBracket[]
  /** "frequency share 0.67": how much of each neuron its own frequency carries, mean over neurons. */
  readonly fact: string
}

export interface MatrixPair {
  readonly choice: MatrixChoice
  /** The last checkpoint that both runs have. */
  readonly step: number
  /** The same for both, so that a colour means one weight. */
  readonly limits: readonly [number, number]
  readonly parts: readonly PairPart[]
}

/** The input weights of two runs at their last common checkpoint; null while there is nothing to show, with the reason in `why`. */
export function useMatrixPair(runs: () => readonly RunSummary[]): { pair: ShallowRef<MatrixPair | null>; why: ShallowRef<string> } {
  const lab = useLab()
  const notices = useNotices()
  const pair = shallowRef<MatrixPair | null>(null)
  const why = shallowRef('')

  async function read(chosen: readonly RunSummary[], signal: AbortSignal): Promise<void> {
    const saved = await Promise.all(chosen.map((run) => lab.call('runs.get', { id: run.id }, { signal })))
    const [first, ...others] = saved.map(({ checkpoints }) => checkpoints.map(({ step }) => step))
    const step = first?.findLast((candidate) => others.every((steps) => steps.includes(candidate)))
    const choice = chosen[0] ? matrixChoices(chosen[0].config)[0] : undefined
    if (step === undefined || !choice) return say('These runs have no checkpoint at the same step yet.')
    const weights = await Promise.all(chosen.map((run) => lab.call('runs.weights', { id: run.id, step }, { signal })))
    const pictures = weights.flatMap(({ tensors }) => {
      const tensor = tensors[choice.tensor]
      return tensor ? [markRaw(pictureOf(choice, tensor))] : []
    })
    if (pictures.length < chosen.length || pictures.some(({ rows, columns }) => rows !== pictures[0]?.rows || columns !== pictures[0]?.columns)) {
      return say('The matrices of these runs differ in shape, so they are not drawn side by side.')
    }
    const limit = symmetricLimit(pictures.map(({ values }) => values))
    if (signal.aborted) return
    why.value = ''
    pair.value = markRaw({ choice, step, limits: [-limit, limit] as const, parts: pictures.map((picture, i) => partOf(chosen[i], picture)).filter((part) => part !== null) })
  }

  function say(reason: string): void {
    pair.value = null
    why.value = reason
  }

  // A live run is read again when it comes to rest, not at every step.
  const key = computed(() => runs().map((run) => `${run.id} ${run.state.status} ${taskName(run.config.task)}`).join())
  watch(key, (_key, _before, onCleanup) => {
    const chosen = runs()
    if (chosen.length < 2) return say('')
    const stop = new AbortController()
    onCleanup(() => stop.abort())
    read(chosen, stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted && !isDisconnection(error)) notices.fail('The weights could not be read', error)
    })
  }, { immediate: true })

  return { pair, why }
}

function partOf(run: RunSummary | undefined, picture: MatrixPicture): PairPart | null {
  if (!run) return null
  const spectrum = columnSpectrum({ data: picture.values, columns: picture.columns, firstRow: 0, rows: picture.rows })
  const { order, groups, share } = frequencyOrder(spectrum)
  const keys = keyFrequencies(frequencyShares(spectrum))
  const mean = share.reduce((sum, value) => sum + value, 0) / Math.max(1, share.length)
  return {
    run,
    picture,
    order,
    brackets: groups.map(({ frequency, from, to }) => ({ from, to, label: String(frequency), key: keys.has(frequency) })),
    fact: `frequency share ${formatFixed(mean, 2)}`,
  }
}
