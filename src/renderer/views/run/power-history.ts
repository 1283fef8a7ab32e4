import { markRaw, shallowRef, type ShallowRef } from 'vue'
import type { MatrixPicture } from '../../charts/matrix-cell.ts'
import { columnSpectrum, frequencyShares } from './frequency-order.ts'

export interface FrequencyPower {
  readonly step: number
  readonly shares: Float64Array
}

export interface PowerHistory {
  /** As far as it is computed, ascending. */
  readonly power: ShallowRef<readonly FrequencyPower[]>
  /** Those of a matrix, by its key, at these steps; what is not known is computed in slices between the frames of the page. */
  follow(key: string, steps: readonly number[]): void
  clear(): void
  /** Computes nothing more. */
  stop(): void
}

/** A slice ends after so long: one spectrum takes about 4 ms at 64 × 512. */
const sliceMs = 6
/** The picture of all steps is drawn anew at most so often. */
const publishMs = 200

/** Shares of frequencies at each checkpoint, computed once for each. */
export function powerHistory(pictureAt: (step: number) => MatrixPicture | null): PowerHistory {
  const known = new Map<string, Map<number, FrequencyPower>>()
  const power = shallowRef<readonly FrequencyPower[]>([])
  let wanted: { readonly key: string; readonly steps: readonly number[] } | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let published = 0

  function publish(): void {
    const own = wanted === null ? undefined : known.get(wanted.key)
    power.value = own ? [...own.values()].sort((a, b) => a.step - b.step) : []
    published = performance.now()
  }

  function slice(): void {
    timer = null
    if (wanted === null) return
    const own = known.get(wanted.key) ?? new Map<number, FrequencyPower>()
    known.set(wanted.key, own)
    const until = performance.now() + sliceMs
    for (const step of wanted.steps) {
      if (own.has(step)) continue
      if (performance.now() > until) {
        if (performance.now() - published > publishMs) publish()
        timer = setTimeout(slice, 0)
        return
      }
      const matrix = pictureAt(step)
      if (matrix) own.set(step, markRaw({ step, shares: frequencyShares(columnSpectrum({ data: matrix.values, columns: matrix.columns, firstRow: 0, rows: matrix.rows })) }))
    }
    publish()
  }

  function stop(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    wanted = null
  }

  return {
    power,
    follow(key, steps) {
      const isOther = wanted?.key !== key
      wanted = { key, steps }
      if (isOther) publish()
      timer ??= setTimeout(slice, 0)
    },
    clear() {
      stop()
      known.clear()
      power.value = []
    },
    stop,
  }
}
