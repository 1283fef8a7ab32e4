import { formatInteger, formatPercent } from '../../../../figures/formats.ts'
import type { EventSteps } from '../../../../shared/schema/run.ts'
import type { StepDomain } from '../../../../shared/runs/step-domain.ts'
import type { FrequencyPower } from '../power-history.ts'
import { places, rowsDown, stepsTo, type Drawing } from './drawing.ts'

export interface PowerParts {
  readonly power: readonly FrequencyPower[]
  readonly domain: StepDomain
  readonly keys: ReadonlySet<number>
  readonly events: EventSteps
  readonly now: FrequencyPower | null
}

/** Share of each frequency over time as a heatmap, blank at and below the uniform share, and at one checkpoint as bars; key frequencies in ink. */
export function powerDrawing({ power, domain, keys, events, now }: PowerParts): Drawing {
  const count = power[0]?.shares.length ?? 1
  const uniform = 1 / count
  const most = power.reduce((max, { shares }) => shares.reduce((m, s) => Math.max(m, s), max), 2 * uniform)
  const names = Array.from({ length: count }, (_, i) => String(i + 1))
  const bars = (which: (k: number) => boolean) => {
    const rows = Array.from({ length: count }, (_, i) => i).filter((i) => which(i + 1))
    return { x: rows.map(() => 0), y: rows.map((i) => i - 0.4), x2: rows.map((i) => now?.shares[i] ?? NaN), y2: rows.map((i) => i + 0.4) }
  }
  const value = new Float64Array(count * power.length)
  power.forEach(({ shares }, s) => shares.forEach((share, k) => (value[k * power.length + s] = share)))
  const marks = ([['train_acc_99', 'train 99\u00A0%', 'train'], ['test_acc_50', 'test 50\u00A0%', 'test']] as const).flatMap(([id, words, ink]) => {
    const step = events[id]
    return step === null ? [] : [{ mark: 'rule' as const, axis: 'x' as const, value: step, ink, width: 1, dash: [2, 2], words }]
  })
  return {
    rows: [
      {
        height: 280,
        plots: [
          {
            id: 'over-time', title: 'Over time', subtitle: `share of each frequency; blank = no more than 1/${count}`, weight: 4, grid: 'none', x: stepsTo(domain), y: rowsDown(count, 'all', '', names),
            bar: { map: 'tide', limits: [uniform, most], low: formatPercent(uniform), high: formatPercent(most) },
            marks: [{ mark: 'heat', data: 'shares', map: 'tide', limits: [uniform, most] }, ...marks, ...(now === null ? [] : [{ mark: 'rule' as const, axis: 'x' as const, value: now.step, ink: 'accent' as const, width: 1.5 }])],
          },
          {
            id: 'here', title: now === null ? '' : `At step ${formatInteger(now.step)}`, subtitle: 'key ones in ink', grid: 'none', x: { kind: 'linear', domain: [0, most], percent: true }, y: rowsDown(count, 'none'),
            marks: [{ mark: 'bars', data: 'others', ink: 'n-6' }, { mark: 'bars', data: 'key' }],
          },
        ],
      },
    ],
    data: { shares: { x: power.map(({ step }) => step), y: places(count), value }, others: bars((k) => !keys.has(k)), key: bars((k) => keys.has(k)) },
  }
}
