import type { PlotInput } from '../../../../figures/plots/plots-spec.ts'
import type { Token } from '../../../../figures/themes.ts'
import type { StepDomain } from '../../../../shared/runs/step-domain.ts'
import { chartDomain, type LineTone, type StepBand, type StepLine } from '../panels/measured/step-chart.ts'
import { inRows, stepsTo, type Drawing } from './drawing.ts'

/** A chart of a panel as `StepChart` draws it. */
export interface StepPlot {
  readonly title: string
  readonly subtitle?: string
  readonly lines: readonly StepLine[]
  readonly bands?: readonly StepBand[]
  readonly scale?: 'linear' | 'log'
  readonly limits?: readonly [number, number] | null
  readonly percent?: boolean
  readonly zero?: boolean
  readonly labelled?: boolean
  readonly height?: number
}

const inks: Readonly<Record<LineTone, Token>> = { ink: 'text', soft: 'n-7', dashed: 'n-7', train: 'train', test: 'test' }

/** Charts over the steps of a run, `perRow` side by side, each on the same step axis. */
export function stepChartsDrawing(charts: readonly StepPlot[], domain: StepDomain, step: number | null, perRow = 1): Drawing {
  const data: Record<string, Record<string, ArrayLike<number>>> = {}
  const plotOf = (chart: StepPlot, i: number): PlotInput => {
    const { title, subtitle = '', lines, bands = [], scale = 'linear', limits = null, percent = false, zero = false, labelled = true } = chart
    const all = [...lines.map(({ values }) => values), ...bands.flatMap(({ low, high }) => [low, high])]
    const own = limits ?? chartDomain(all, scale)
    bands.forEach(({ steps, low, high }, b) => (data[`${i} band ${b}`] = { x: steps, low, high }))
    lines.forEach(({ label, steps, values }, l) => (data[`${i} ${label} ${l}`] = { x: steps, y: values }))
    return {
      id: `${i + 1} ${title}`, title, subtitle, x: stepsTo(domain), y: { kind: scale, domain: [own[0], own[1]], ...(scale === 'linear' ? { percent } : {}) },
      marks: [
        ...(zero ? [{ mark: 'rule' as const, axis: 'y' as const, value: 0, width: 1 }] : []),
        ...bands.map(({ tone, opacity }, b) => ({ mark: 'band' as const, data: `${i} band ${b}`, ink: inks[tone], opacity })),
        ...lines.map(({ label, tone, hasPoints }, l) => ({
          mark: 'line' as const, data: `${i} ${label} ${l}`, ink: inks[tone], width: tone === 'soft' || tone === 'dashed' ? 1.25 : 1.75, dash: tone === 'dashed' ? [4, 3] : null, points: hasPoints, label: labelled ? label : null,
        })),
        ...(step === null ? [] : [{ mark: 'rule' as const, axis: 'x' as const, value: step, ink: 'accent' as const, width: 1.5 }]),
      ],
    }
  }
  const plots = charts.map((chart, i) => ({ chart, plot: plotOf(chart, i) }))
  return { rows: inRows(plots, perRow).map((some) => ({ height: Math.max(110, ...some.map(({ chart }) => (chart.height ?? 150) + 20)), plots: some.map(({ plot }) => plot) })), data }
}
