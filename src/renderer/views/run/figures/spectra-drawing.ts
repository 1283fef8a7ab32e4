import { formatDecade, formatFixed, formatInteger } from '../../../../figures/formats.ts'
import type { StepDomain } from '../../../../shared/runs/step-domain.ts'
import type { Spectrum, SpectrumLimits } from '../panels/spectra.ts'
import { places, rowsDown, stepsTo, type Drawing } from './drawing.ts'

/** Singular values over time with the effective rank on them, and those of one checkpoint beside those of the first. */
export function spectraDrawing(spectra: readonly Spectrum[], shown: Spectrum, { low, high }: SpectrumLimits, domain: StepDomain): Drawing {
  const [first = shown] = spectra
  const count = shown.values.length
  const index = places(count)
  const least = 10 ** low
  const kept = (values: ArrayLike<number>): Float64Array => Float64Array.from(values, (value) => (value >= least ? value : NaN))
  return {
    rows: [
      {
        height: 240,
        plots: [
          {
            id: 'over-time', title: 'Over time', subtitle: 'singular values by index; line: effective rank', weight: 2.2, grid: 'none',
            x: stepsTo(domain), y: rowsDown(count, 'all', '', Array.from(index, (i) => formatInteger(i + 1))),
            bar: { map: 'tide', limits: [low, high], low: formatDecade(low), high: formatDecade(high) },
            marks: [
              { mark: 'heat', data: 'log10', map: 'tide', limits: [low, high] },
              { mark: 'line', data: 'rank', ink: 'surface', width: 4 },
              { mark: 'line', data: 'rank', ink: 'text', width: 1.5 },
              { mark: 'rule', axis: 'x', value: shown.step, ink: 'accent', width: 1.5 },
            ],
          },
          {
            id: 'here', title: `At step ${formatInteger(shown.step)}`, subtitle: `dashed at step ${formatInteger(first.step)}`,
            x: { kind: 'linear', domain: [1, Math.max(2, count)], title: 'index' }, y: { kind: 'log', domain: [10 ** low, 10 ** high] },
            marks: [
              { mark: 'line', data: 'first', ink: 'n-7', width: 1.25, dash: [4, 3] },
              { mark: 'line', data: 'shown' },
              { mark: 'rule', axis: 'x', value: shown.rank, ink: 'accent', width: 1.5, words: `effective rank ${formatFixed(shown.rank, 1)}` },
            ],
          },
        ],
      },
    ],
    data: {
      log10: { x: spectra.map(({ step }) => step), y: index, value: heatValues(spectra, count) },
      rank: { x: spectra.map(({ step }) => step), y: spectra.map(({ rank }) => rank - 1) },
      first: { x: index.map((i) => i + 1), y: kept(first.values) },
      shown: { x: index.map((i) => i + 1), y: kept(shown.values) },
    },
  }
}

/** log₁₀ of each value [count, checkpoints]; 0 has none. */
function heatValues(spectra: readonly Spectrum[], count: number): Float64Array {
  const values = new Float64Array(count * spectra.length)
  spectra.forEach(({ values: own }, s) => {
    for (let i = 0; i < count; i++) values[i * spectra.length + s] = Math.log10(Math.max(own[i] ?? 0, 1e-300))
  })
  return values
}
