import { formatFixed, formatInteger, formatScientific } from '../../../../figures/formats.ts'
import type { MeasureAnswer } from './answers.ts'
import type { PanelTable } from './panel-table.ts'

/** Singular values of one matrix at one checkpoint, descending, and the effective rank e^H of their shares. */
export interface Spectrum {
  readonly step: number
  readonly values: ArrayLike<number>
  readonly rank: number
}

/** Those of a matrix at each checkpoint where it has any: weights that diverged have none. */
export function spectraOf(answers: readonly MeasureAnswer[], place: string): readonly Spectrum[] {
  return answers.flatMap(({ step, values, arrays }) => {
    const found = arrays[`singular_values.${place}`]
    const rank = values[`effective_rank.${place}`]
    return found && rank !== undefined ? [{ step, values: found.data, rank }] : []
  })
}

/** Fewer values say little: an embedding of two numbers a symbol has two. */
const fewest = 3

/** The matrix to show: the one on the page where it has more than a few values, else the first that has, else the one on the page or the first. */
export function spectrumPlace(answers: readonly MeasureAnswer[], chosen: string | null): string {
  const all = Object.entries(answers[0]?.arrays ?? {}).map(([name, { data }]) => ({ place: name.replace(/^singular_values\./, ''), count: data.length }))
  const own = all.find(({ place }) => place === chosen)
  const rich = all.find(({ count }) => count >= fewest)
  return (own && own.count >= fewest ? own : (rich ?? own ?? all[0]))?.place ?? ''
}

export interface SpectrumLimits {
  /** Decades of the axis of values, lower and upper exponent. */
  readonly low: number
  readonly high: number
}

/** The same at every step: whole decades that hold the largest value at any, and at most four decades below. */
export function spectrumLimits(spectra: readonly Spectrum[]): SpectrumLimits {
  let most = 0
  let least = Infinity
  for (const { values } of spectra) {
    most = Math.max(most, values[0] ?? 0)
    const smallest = values[values.length - 1] ?? 0
    if (smallest > 0) least = Math.min(least, smallest)
  }
  if (most === 0) return { low: -1, high: 0 }
  const high = Math.ceil(Math.log10(most) - 1e-9) + 0 // never −0
  return { high, low: Math.min(high - 1, Math.max(high - 4, Math.floor(Math.log10(least)))) }
}

/** How the effective rank moved, in one sentence. */
export function spectrumSentence(spectra: readonly Spectrum[], shown: Spectrum | null, place: string): string {
  const first = spectra[0]
  if (!shown || !first) return 'not computed yet.'
  const now = `the effective rank of ${place} is ${formatFixed(shown.rank, 1)} of ${formatInteger(shown.values.length)} at step ${formatInteger(shown.step)}`
  return first.step === shown.step ? `${now}.` : `${now}, ${formatFixed(first.rank, 1)} at step ${formatInteger(first.step)}.`
}

export function spectrumTable(shown: Spectrum, place: string): PanelTable {
  const sum = Array.from(shown.values).reduce((total, value) => total + value, 0)
  return {
    caption: `Singular values of ${place} at step ${formatInteger(shown.step)}, effective rank ${formatFixed(shown.rank, 2)}`,
    columns: ['index', 'singular value', 'share of the sum'],
    rows: Array.from(shown.values, (value, i) => [formatInteger(i + 1), formatScientific(value, 3), sum > 0 ? `${formatFixed((100 * value) / sum, 2)} %` : '–']),
  }
}
