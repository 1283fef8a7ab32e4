import { thinCurve } from '../../../figures/thin-curve.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { CurveLength, StoredCurves } from '../store/curves.ts'
import type { Store } from '../store/store.ts'

/** Curves as small pictures show them, thinned once and kept until they have other points: a megabyte a curve would travel for a few hundred pixels. */
export interface RunSketches {
  /** Of these series those that the run has; none of a run that has just been removed. */
  of(ids: readonly RunId[], series: readonly string[]): Map<RunId, StoredCurves>
}

interface Known {
  readonly length: CurveLength
  readonly thin: StoredCurves[string]
}

export function runSketches(store: Pick<Store, 'curves'>): RunSketches {
  const known = new Map<RunId, Map<string, Known>>()

  function sketch(id: RunId, series: string, length: CurveLength): StoredCurves[string] {
    const ofRun = known.get(id) ?? new Map<string, Known>()
    known.set(id, ofRun)
    const before = ofRun.get(series)
    if (before?.length.count === length.count && before.length.lastStep === length.lastStep) return before.thin
    const thin = thinCurve(store.curves.curve(id, series))
    ofRun.set(series, { length, thin })
    return thin
  }

  return {
    of(ids, series) {
      const lengths = store.curves.lengths(ids)
      return new Map(ids.map((id) => {
        const has = lengths.get(id)
        const curves = series.flatMap((name) => {
          const length = has?.get(name)
          return length === undefined ? [] : [[name, sketch(id, name, length)] as const]
        })
        return [id, Object.fromEntries(curves)]
      }))
    },
  }
}
