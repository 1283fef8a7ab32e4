import { formatInteger } from '../../../figures/formats.ts'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { moment } from '../../theme/words.ts'

/** Where training went on after an end, or from another run: what is said at the tick. */
export function seamWords({ seams, parent }: Pick<RunSummary, 'seams' | 'parent'>, now = new Date()): readonly { readonly step: number; readonly words: string }[] {
  const forkedAt = parent?.fork ? parent.step : null
  return seams.map(({ step, at, sameBuild }, i) => {
    // The first of a fork is its beginning; the same step again is a resumption.
    const isFork = step === forkedAt && seams.findIndex((seam) => seam.step === step) === i
    const build = sameBuild ? '' : ' with another build'
    return { step, words: `${isFork ? 'forked' : 'resumed'} at step ${formatInteger(step)}, ${moment(at, now)}${build}` }
  })
}
